import { realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Desk, ForeignDatabase, Found, FoundRun } from '../../importer.ts';
import { filesOf, isSqlite, orLeftOut, tablesOf } from '../reading/sqlite-file.ts';
import { walk } from '../reading/walk.ts';

/** What reading a run needs: databases of before run ids know it by its name alone. */
export interface OwnRun {
  column: 'run_id' | 'run_name';
  value: string;
}

const aside = new Set(['media', 'node_modules', '.git']);

export function findRuns(path: string, desk: Desk): Found | null {
  const found: Found = { runs: [], leftOut: [], folders: [] };
  const take = (runs: FoundRun[]) => {
    found.runs.push(...runs);
    if (runs.length > 0) found.folders.push(...runs[0].files);
  };
  if (statSync(path).isFile()) {
    if (isSqlite(path)) take(runsIn(path, desk));
  } else {
    for (const { path: folder, files } of walk(path, found.leftOut, { isLeft: (name) => aside.has(name), links: 'follow' })) {
      const before = found.runs.length;
      for (const file of files.map((name) => join(folder, name)).filter(isSqlite))
        take(orLeftOut(() => runsIn(file, desk), file, found.leftOut) ?? []);
      if (found.runs.length > before) found.folders.push(folder);
    }
  }
  return found.runs.length === 0 && found.leftOut.length === 0 ? null : found;
}

function runsIn(file: string, desk: Desk): FoundRun[] {
  const database = desk.openDatabase(file);
  try {
    if (!tablesOf(database).has('metrics')) return [];
    const columns = columnsOf(database, 'metrics');
    if (!['id', 'timestamp', 'run_name', 'step', 'metrics'].every((name) => columns.has(name))) return [];
    const column = columns.has('run_id') ? 'run_id' : 'run_name';
    const tables = ['metrics', 'configs'].filter((name) => columnsOf(database, name).has(column));
    const each = tables.map((name) => `SELECT ${column} AS value, run_name FROM ${name}`).join(' UNION ALL ');
    const rows = database.all(`SELECT value, max(run_name) AS name FROM (${each}) GROUP BY value ORDER BY value`);
    const { files, bytes } = filesOf(file);
    return rows.map(({ value, name }) => ({
      key: column === 'run_id' ? String(value) : `${realpathSync(file)}\0${value}`,
      name: String(name ?? value ?? basename(file)),
      ...{ source: file, files, bytes: Math.ceil(bytes / rows.length) },
      own: { column, value: String(value) } satisfies OwnRun,
    }));
  } finally {
    database.close();
  }
}

export function columnsOf(database: ForeignDatabase, table: string): Set<string> {
  return new Set(database.all('SELECT name FROM pragma_table_info(?)', table).map(({ name }) => String(name)));
}
