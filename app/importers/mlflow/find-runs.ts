import { existsSync, readdirSync, statSync } from 'node:fs';
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
  const visit = (folder: string, depth: number): void => {
    seen += 1;
    if (seen > mostFolders) return;
    if (isExperiment(folder)) experiment(folder, found);
    else if (isRun(folder)) run(folder, '', found);
    else {
      const entries = entriesOf(folder);
      for (const { name } of entries.filter(({ isFile }) => isFile))
        if (isSqlite(join(folder, name))) orLeftOut(() => database(join(folder, name), desk, found), join(folder, name), found.leftOut);
      const inner = entries.filter(({ name, isFile }) => !isFile && !aside.has(name));
      if (inner.some(({ name }) => isExperiment(join(folder, name)))) found.folders.push(folder);
      for (const { name } of inner) {
        if (name === '.trash') trash(join(folder, name), found);
        else if (depth < deepest) visit(join(folder, name), depth + 1);
      }
    }
  };
  if (statSync(path).isFile()) {
    if (isSqlite(path)) database(path, desk, found);
    else if (basename(path) === 'meta.yaml') visit(dirname(path), 0);
  } else visit(path, 0);
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

function isExperiment(folder: string): boolean {
  return existsSync(join(folder, 'meta.yaml')) && 'artifact_location' in readMeta(join(folder, 'meta.yaml'));
}

function isRun(folder: string): boolean {
  return existsSync(join(folder, 'meta.yaml')) && 'artifact_uri' in readMeta(join(folder, 'meta.yaml'));
}

function experiment(folder: string, found: Found): void {
  const name = String(readMeta(join(folder, 'meta.yaml')).name ?? basename(folder));
  found.folders.push(folder);
  for (const entry of entriesOf(folder)) {
    const inner = join(folder, entry.name);
    if (entry.isFile || entry.name === 'tags' || entry.name === 'datasets') continue;
    if (isRun(inner)) run(inner, name, found);
    else if (entry.name === 'models')
      found.leftOut.push({ what: inner, why: 'Models that MLflow keeps beside its runs stay where they are.' });
    else if (/^[0-9a-f]{32}$/.test(entry.name)) {
      found.leftOut.push({ what: inner, why: `Its meta.yaml is not there or says nothing of a run, and MLflow passes it over too.` });
    }
  }
}

function run(folder: string, experimentName: string, found: Found): void {
  const meta = readMeta(join(folder, 'meta.yaml'));
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
    const said = String(readMeta(join(folder, name, 'meta.yaml')).name ?? name);
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
