import { readFile } from 'node:fs/promises';
import { join, relative, resolve, isAbsolute } from 'node:path';
import type { Assets } from './api/assets.ts';

/** The files under a folder, such as out/renderer. A path that leaves it is no file. */
export function folderAssets(folder: string): Assets {
  const root = resolve(folder);
  return async (path) => {
    const file = join(root, path);
    const inside = relative(root, file);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null;
    try {
      return await readFile(file);
    } catch {
      return null;
    }
  };
}
