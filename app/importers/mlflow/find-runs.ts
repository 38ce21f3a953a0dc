import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Desk, Found } from '../../importer.ts';
import { filesOf, isSqlite, orLeftOut } from '../reading/sqlite-file.ts';
import { byText } from '../reading/walk.ts';
import { runsInDatabase } from './database.ts';
import { metricFiles } from './folder.ts';
import { readMeta } from './meta.ts';

/** How far below a folder stores are looked for: a project, its folder of logs, the store. */
const deepest = 3;
const mostFolders = 20_000;
const aside = new Set(['.git', 'node_modules', 'artifacts', 'media', '__pycache__']);

/** Every store at a path or somewhat below it, and each run that is not deleted there. */
export function findRuns(path: string, desk: Desk): Found | null {
  const found: Found = { runs: [], leftOut: [], folders: [] };
  let seen = 0;
  const visit = (folder: string, depth: number, meta = metaOf(folder)): void => {
    seen += 1;
    if (seen > mostFolders) return;
    if (isExperiment(meta)) experiment(folder, meta, found);
    else if (isRun(meta)) run(folder, meta, '', found);
    else {
      const entries = entriesOf(folder);
      for (const { name } of entries.filter(({ isFile }) => isFile))
        if (isSqlite(join(folder, name))) orLeftOut(() => database(join(folder, name), desk, found), join(folder, name), found.leftOut);
      const inner = entries
        .filter(({ name, isFile }) => !isFile && !aside.has(name))
        .map(({ name }) => ({ name, meta: metaOf(join(folder, name)) }));
      if (inner.some(({ meta: one }) => isExperiment(one))) found.folders.push(folder);
      for (const { name, meta: one } of inner) {
        if (name === '.trash') trash(join(folder, name), found);
        else if (depth < deepest) visit(join(folder, name), depth + 1, one);
      }
    }
  };
  if (statSync(path).isFile()) {
    if (isSqlite(path)) database(path, desk, found);
    else if (basename(path) === 'meta.yaml') visit(dirname(path), 0);
  } else visit(path, 0);
  if (seen > mostFolders)
    found.leftOut.push({
      what: `${seen - mostFolders} folders in ${path}`,
      why: `Stores of MLflow are looked for in ${mostFolders} folders at most: add a folder nearer to yours.`,
    });
  return found.runs.length === 0 && found.leftOut.length === 0 ? null : found;
}

function entriesOf(folder: string): { name: string; isFile: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => ({ name: entry.name, isFile: entry.isFile() }))
      .sort((a, b) => byText(a.name, b.name));
  } catch {
    return []; // Whoever may not look into it has no runs there.
  }
}

type Meta = ReturnType<typeof readMeta>;

function metaOf(folder: string): Meta {
  return readMeta(join(folder, 'meta.yaml'));
}

function isExperiment(meta: Meta): boolean {
  return 'artifact_location' in meta;
}

function isRun(meta: Meta): boolean {
  return 'artifact_uri' in meta;
}

function experiment(folder: string, { name: said }: Meta, found: Found): void {
  const name = String(said ?? basename(folder));
  found.folders.push(folder);
  for (const entry of entriesOf(folder)) {
    const inner = join(folder, entry.name);
    if (entry.isFile || entry.name === 'tags' || entry.name === 'datasets') continue;
    const meta = metaOf(inner);
    if (isRun(meta)) run(inner, meta, name, found);
    else if (entry.name === 'models')
      found.leftOut.push({ what: inner, why: 'Models that MLflow keeps beside its runs stay where they are.' });
    else if (/^[0-9a-f]{32}$/.test(entry.name)) {
      found.leftOut.push({ what: inner, why: `Its meta.yaml is not there or says nothing of a run, and MLflow passes it over too.` });
    }
  }
}

function run(folder: string, meta: Meta, experimentName: string, found: Found): void {
  const key = String(meta.run_id ?? meta.run_uuid ?? basename(folder));
  const name = String(meta.run_name ?? key);
  if (meta.lifecycle_stage === 'deleted') {
    found.leftOut.push({ what: `run ${name} (${key})`, why: 'It is deleted in MLflow; restore it there to take it in.' });
    return;
  }
  const { files, folders } = metricFiles(folder);
  found.folders.push(folder, ...folders);
  found.runs.push({ key, name, source: folder, files: [join(folder, 'meta.yaml'), ...files], own: { experiment: experimentName } });
}

function trash(folder: string, found: Found): void {
  for (const { name, isFile } of entriesOf(folder)) {
    if (isFile) continue;
    const said = String(metaOf(join(folder, name)).name ?? name);
    found.leftOut.push({ what: `experiment ${said}`, why: 'It is deleted in MLflow; restore it there to take it in.' });
  }
}

function database(file: string, desk: Desk, found: Found): void {
  const inside = runsInDatabase(file, desk);
  if (inside === null) return;
  found.runs.push(...inside.runs);
  found.leftOut.push(...inside.leftOut);
  found.folders.push(dirname(file), ...filesOf(file).files);
}
