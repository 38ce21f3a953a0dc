import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Found, FoundRun, LeftOut } from '../../importer.ts';

const deepest = 40;
const mostFolders = 200_000;

interface Walk {
  root: string;
  runs: FoundRun[];
  folders: string[];
  leftOut: LeftOut[];
  seen: Set<string>;
}

/** Every folder that directly holds event files is a run, as TensorBoard has it. Links to folders are followed, each folder once. */
export function findRuns(path: string): Found | null {
  const root = statSync(path).isDirectory() ? path : dirname(path);
  const walk: Walk = { root, runs: [], folders: [], leftOut: [], seen: new Set() };
  if (root === path) visit(root, 0, walk);
  else if (isEventFile(basename(path))) addRun(root, [path], walk, realpathSync(path));
  if (walk.runs.length === 0) return null;
  return { runs: walk.runs, leftOut: walk.leftOut, folders: root === path ? walk.folders : [] };
}

function isEventFile(name: string): boolean {
  return name.includes('tfevents');
}

function visit(folder: string, depth: number, walk: Walk): void {
  if (depth > deepest || walk.seen.size >= mostFolders) {
    walk.leftOut.push({
      what: folder,
      why: depth > deepest ? `It lies more than ${deepest} folders deep.` : `There are more than ${mostFolders} folders.`,
    });
    return;
  }
  let real: string;
  let entries: { name: string; isFolder: boolean; isFile: boolean }[];
  try {
    real = realpathSync(folder);
    if (walk.seen.has(real)) return;
    walk.seen.add(real);
    entries = readdirSync(folder, { withFileTypes: true }).map((entry) => told(folder, entry));
  } catch (error) {
    walk.leftOut.push({ what: folder, why: `It could not be opened: ${error instanceof Error ? error.message : String(error)}.` });
    return;
  }
  walk.folders.push(folder);
  const files: string[] = [];
  for (const { name, isFile } of entries) {
    if (!isFile) continue;
    if (isEventFile(name) && name.endsWith('.gz')) {
      walk.leftOut.push({
        what: join(folder, name),
        why: 'It is compressed, and TensorBoard reads no such files either. Unpack it first.',
      });
    } else if (isEventFile(name)) files.push(join(folder, name));
    else if (name === 'projector_config.pbtxt') {
      walk.leftOut.push({ what: `the projector’s files in ${folder}`, why: 'Embeddings of the projector have no place here.' });
    }
  }
  if (files.length > 0) addRun(folder, files.sort(byText), walk, real);
  for (const { name, isFolder } of entries.sort((a, b) => byText(a.name, b.name))) if (isFolder) visit(join(folder, name), depth + 1, walk);
}

interface Entry {
  name: string;
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}

function told(folder: string, entry: Entry): { name: string; isFolder: boolean; isFile: boolean } {
  const { name } = entry;
  if (!entry.isSymbolicLink()) return { name, isFolder: entry.isDirectory(), isFile: entry.isFile() };
  const target = statSync(join(folder, name), { throwIfNoEntry: false });
  return { name, isFolder: target?.isDirectory() ?? false, isFile: target?.isFile() ?? false };
}

function addRun(folder: string, files: string[], walk: Walk, key: string): void {
  const name = relative(walk.root, folder).replaceAll('\\', '/') || basename(folder) || folder;
  walk.runs.push({ key, name, source: folder, files });
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
