import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

export type Inside = { file: string; size: number } | { why: string };

/** A file that a log names, if it lies in its run's own folder: a name such as ../x, an absolute one and a link must not lead out of it. */
export function inside(folder: string, name: string): Inside {
  if (name === '' || name.includes('\0')) return { why: 'Its log gives it no name that a file can have.' };
  if (isAbsolute(name) || /^[A-Za-z]:/.test(name) || name.split(/[/\\]/).includes('..')) {
    return { why: `Its log names ${name}, which leads out of the run's folder, and is not followed.` };
  }
  try {
    const root = realpathSync(folder);
    const file = realpathSync(resolve(root, name));
    if (!isWithin(root, file)) return { why: `${name} is a link that leads out of the run's folder, and is not followed.` };
    const { size, ...kind } = statOf(file);
    return kind.isFile ? { file, size } : { why: `${name} is no plain file.` };
  } catch {
    return { why: `Its file ${name} is not there.` };
  }
}

/** Both real paths. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function statOf(file: string): { size: number; isFile: boolean } {
  const found = statSync(file);
  return { size: found.size, isFile: found.isFile() };
}
