import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Found, FoundRun, LeftOut } from '../../importer.ts';
import { walk } from '../reading/walk.ts';

/** Every folder that directly holds event files is a run, as TensorBoard has it. Links to folders are followed, each folder once. */
export function findRuns(path: string): Found | null {
  if (!statSync(path).isDirectory()) {
    if (!isEventFile(basename(path))) return null;
    return { runs: [runOf(dirname(path), dirname(path), [path], realpathSync(path))], leftOut: [], folders: [] };
  }
  const found: Found = { runs: [], leftOut: [], folders: [] };
  for (const { path: folder, real, files: names } of walk(path, found.leftOut, { links: 'follow' })) {
    found.folders.push(folder);
    const files = names.filter((name) => isEventFile(name) && !name.endsWith('.gz')).map((name) => join(folder, name));
    for (const name of names) found.leftOut.push(...lost(folder, name));
    if (files.length > 0) found.runs.push(runOf(path, folder, files, real));
  }
  return found.runs.length === 0 && found.leftOut.length === 0 ? null : found;
}

function isEventFile(name: string): boolean {
  return name.includes('tfevents');
}

function lost(folder: string, name: string): LeftOut[] {
  if (isEventFile(name) && name.endsWith('.gz')) {
    return [{ what: join(folder, name), why: 'It is compressed, and TensorBoard reads no such files either. Unpack it first.' }];
  }
  if (name !== 'projector_config.pbtxt') return [];
  return [{ what: `the projector’s files in ${folder}`, why: 'Embeddings of the projector have no place here.' }];
}

function runOf(root: string, folder: string, files: string[], key: string): FoundRun {
  const name = relative(root, folder).replaceAll('\\', '/') || basename(folder) || folder;
  return { key, name, source: folder, files };
}
