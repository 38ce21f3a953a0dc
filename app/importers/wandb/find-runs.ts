import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Found, FoundRun, LeftOut } from '../../importer.ts';
import { byText, walk } from '../reading/walk.ts';

const suffix = '.wandb';

/** Files of one id, in folders that are named by their time, are one run that was resumed. */
export function findRuns(path: string): Found | null {
  const leftOut: LeftOut[] = [];
  const byId = new Map<string, string[]>();
  const folders: string[] = [];
  const add = (file: string) => {
    const id = basename(file, suffix).replace(/^run-/, '');
    byId.set(id, [...(byId.get(id) ?? []), file]);
  };
  if (statSync(path).isFile()) {
    if (path.endsWith(suffix)) add(path);
  } else {
    for (const { path: folder, files } of walk(path, leftOut, { isLeft: (name) => name === 'media' || name === '.git', links: 'follow' })) {
      folders.push(folder);
      for (const name of files) if (name.endsWith(suffix)) add(join(folder, name));
    }
  }
  if (byId.size === 0) return null;
  const runs = [...byId].map(([id, files]): FoundRun => {
    files.sort((a, b) => byText(basename(dirname(a)), basename(dirname(b))) || byText(a, b));
    return { key: id, name: id, source: dirname(files[0]), files };
  });
  return { runs, leftOut, folders };
}
