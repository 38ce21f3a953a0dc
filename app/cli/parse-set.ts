import { misuse, type Command } from './command.ts';

/** `key=value` of --set. @throws StudioError invalid */
export function parseSet(command: Command, text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw misuse(command, `--set is "${text}"; it takes key=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}
