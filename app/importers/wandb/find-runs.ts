import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Found, FoundRun, LeftOut } from '../../importer.ts';
import { byText, walk } from '../reading/walk.ts';

const suffix = '.wandb';

/**
 * Files of one id, in folders that are named by their time, are one run that was resumed. They are known by where they really lie: the link
 * `latest-run` leads to another one at every start.
 */
export function findRuns(path: string): Found | null {
  const leftOut: LeftOut[] = [];
  const byId = new Map<string, Set<string>>();
  const folders: string[] = [];
  const add = (file: string) => {
    const real = realpathSync(file);
    const id = basename(real, suffix).replace(/^run-/, '');
    byId.set(id, (byId.get(id) ?? new Set()).add(real));
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
  const runs = [...byId].map(([id, all]): FoundRun => {
    const files = [...all].sort((a, b) => byText(timeOf(a), timeOf(b)) || byText(a, b));
    return { key: id, name: id, source: dirname(files[0]), files };
  });
  return { runs, leftOut, folders };
}

/** As its folder says it, such as offline-run-20261130_122903-3k2hsm9d; runs that were synced are called run-…. */
function timeOf(file: string): string {
  return /\d{8}_\d{6}/.exec(basename(dirname(file)))?.[0] ?? '';
}
