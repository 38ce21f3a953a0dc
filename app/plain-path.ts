import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A path as people write one: `~/` is the home folder, a `file:` address the path in it. Anything else stays as it is. */
export function plainPath(text: string): string {
  if (text === '~') return homedir();
  if (/^~[/\\]/.test(text)) return join(homedir(), text.slice(2));
  if (!text.startsWith('file:')) return text;
  try {
    return fileURLToPath(text);
  } catch {
    return text; // Whoever opens it says that it is not there.
  }
}
