import { type Command, misuse } from './command.ts';

/** `--asha metric=w1 min=100 …`, or with commas, as a plan's `schedule`; undefined where none is asked for. @throws StudioError invalid */
export function readSchedule(
  command: Command,
  kinds: readonly string[],
  text: (option: string) => string | undefined,
  rest: string[],
): Record<string, string | number> | undefined {
  const asked = kinds.filter((kind) => text(kind) !== undefined);
  if (asked.length === 0) {
    if (rest.length > 0) throw misuse(command, `"${rest[0]}" is one too many`);
    return undefined;
  }
  if (asked.length > 1) throw misuse(command, `--${asked.join(' and --')} are two schedules; a sweep has one`);
  const [kind] = asked;
  const pairs = [text(kind)!, ...rest].flatMap((words) => words.split(/[\s,]+/)).filter((word) => word !== '');
  const entries = pairs.map((pair): [string, string | number] => {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1) throw misuse(command, `"${pair}" is no key=value of --${kind}, such as metric=w1`);
    const value = pair.slice(at + 1);
    return [pair.slice(0, at), Number.isNaN(Number(value)) ? value : Number(value)];
  });
  return { kind, ...Object.fromEntries(entries) };
}
