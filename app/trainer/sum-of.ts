import { createHash } from 'node:crypto';

/** What goes to the hash at once: a call for each of very many lines takes longer than the hashing. */
const together = 500;

/** sha256 over lines, one after another. */
export function sumOf(lines: string[]): string {
  const sum = createHash('sha256');
  for (let at = 0; at < lines.length; at += together) sum.update(lines.slice(at, at + together).join(''));
  return sum.digest('hex');
}
