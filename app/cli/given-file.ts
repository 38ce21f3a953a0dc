import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { plainPath } from '../plain-path.ts';

/** The text of a file named on the command line; `-` is standard input. */
export function readGiven(file: string): string {
  return readFileSync(file === '-' ? 0 : plainPath(file), 'utf8');
}

/** Whole, so that one sees from where it was looked for. */
export function shownFile(file: string): string {
  return file === '-' ? 'on standard input' : resolve(plainPath(file));
}
