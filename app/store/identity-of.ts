import { statSync } from 'node:fs';

/** Which file or folder it is, not what it is called; null where there is none, or its disk does not answer. */
export function identityOf(path: string): string | null {
  try {
    // As bigints: numbers beyond 2^53 are told apart too.
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
