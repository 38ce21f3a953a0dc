import { dirname, join } from 'node:path';
import type { Desk, ForeignDatabase, Found, FoundRun, RunPart } from '../../importer.ts';
import { withPositions } from '../reading/artifacts.ts';
import { byName } from '../reading/by-name.ts';
import { Gathered } from '../reading/gathered.ts';
import { filesOf, tablesOf } from '../reading/sqlite-file.ts';
import { artifactParts } from './artifacts.ts';
import { factsOf } from './meta.ts';

/** The last row of metrics that was read. Rows are only ever added. */
export interface DatabasePosition {
  row: number;
  kept: Record<string, string>;
}

type Row = Record<string, unknown>;

/** The runs of a database, or null where it is none of MLflow's. @throws StudioError damaged, unavailable */
export function runsInDatabase(file: string, desk: Desk): Omit<Found, 'folders'> | null {
  const database = desk.openDatabase(file);
  try {
    const tables = tablesOf(database);
    if (!['experiments', 'runs', 'metrics', 'params', 'tags'].every((name) => tables.has(name))) return null;
    const found: Omit<Found, 'folders'> = { runs: [], leftOut: [] };
    const { files, bytes } = filesOf(file);
    const sql = `SELECT r.*, e.lifecycle_stage AS experiment_stage, e.name AS experiment_name FROM runs r
      LEFT JOIN experiments e ON e.experiment_id = r.experiment_id ORDER BY r.start_time, r.run_uuid`;
    for (const row of database.iterate(sql)) {
      const [key, name] = [String(row.run_uuid), String(row.name || row.run_uuid)];
      if (row.lifecycle_stage === 'deleted' || row.experiment_stage === 'deleted') {
        found.leftOut.push({ what: `run ${name} (${key})`, why: 'It is deleted in MLflow; restore it there to take it in.' });
      } else found.runs.push({ key, name, source: file, files, own: { database: true } });
    }
    const share = bytes / Math.max(1, found.runs.length);
    for (const run of found.runs) run.bytes = Math.ceil(share);
    return found;
  } finally {
    database.close();
  }
}

export function* readDatabaseRun({ key, source, bytes }: FoundRun, position: DatabasePosition | null, desk: Desk): Generator<RunPart> {
  const database = desk.openDatabase(source);
  const at: DatabasePosition = { row: position?.row ?? 0, kept: byName(position?.kept) };
  try {
    const tables = tablesOf(database);
    const [run] = database.all('SELECT * FROM runs WHERE run_uuid = ?', key);
    if (run === undefined) {
      yield { type: 'left-out', what: `run ${key}`, why: `${source} has it no more.` };
      return;
    }
    const gathered = new Gathered();
    gathered.add({ type: 'facts', facts: factsIn(database, run, tables) });
    for (const row of database.iterate(
      'SELECT rowid AS place, * FROM metrics WHERE run_uuid = ? AND rowid > ? ORDER BY rowid',
      key,
      at.row,
    )) {
      at.row = Number(row.place);
      gathered.point(String(row.key), Number(row.step), Number(row.timestamp), figureIn(row));
      if (!gathered.isFull) continue;
      yield* gathered.take();
      yield { type: 'position', position: structuredClone(at), bytes: 0 };
    }
    yield* gathered.take();
    const position = (read: number): RunPart => ({ type: 'position', position: structuredClone(at), bytes: read });
    yield* withPositions(artifactsOf(source, run, tables.has('logged_models') ? database : null, at.kept), () => position(0));
    yield position(bytes ?? 0);
  } finally {
    database.close();
  }
}

/** Its SQL store has no infinity: it writes the largest number of either sign. */
function figureIn({ value, is_nan: isNone }: Row): number {
  if (isNone === 1 || value === null) return Number.NaN;
  const figure = Number(value);
  return Math.abs(figure) === Number.MAX_VALUE ? Math.sign(figure) * Number.POSITIVE_INFINITY : figure;
}

function factsIn(database: ForeignDatabase, run: Row, tables: Set<string>) {
  const key = run.run_uuid;
  const pairs = (table: 'params' | 'tags') =>
    database
      .all(`SELECT key, value FROM ${table} WHERE run_uuid = ?`, key)
      .map((row): [string, string] => [String(row.key), String(row.value)]);
  const [experiment] = database.all('SELECT name FROM experiments WHERE experiment_id = ?', run.experiment_id);
  // Versions before 2.4 have no data sets.
  const datasets = !(tables.has('inputs') && tables.has('datasets'))
    ? []
    : database.all(
        `SELECT DISTINCT d.name FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id WHERE i.source_type = 'DATASET' AND i.destination_id = ?`,
        key,
      );
  return factsOf({
    name: String(run.name ?? ''),
    experiment: String(experiment?.name ?? ''),
    status: run.status,
    startedAt: run.start_time,
    endedAt: run.end_time,
    params: pairs('params'),
    tags: pairs('tags'),
    datasets: datasets.map(({ name }) => String(name)),
  });
}

/** artifact_uri is an address on the writer's machine, and no way to follow: they are looked for beside the database. */
function* artifactsOf(file: string, run: Row, models: ForeignDatabase | null, kept: Record<string, string>): Generator<RunPart> {
  const [key, experiment] = [String(run.run_uuid), String(run.experiment_id)];
  if (![key, experiment].every(isPlainName)) return;
  for (const root of ['mlruns', 'mlartifacts']) yield* artifactParts(join(dirname(file), root, experiment, key, 'artifacts'), kept);
  if (models === null) return;
  for (const { model_id: id, name } of models.all('SELECT model_id, name FROM logged_models WHERE source_run_id = ?', key)) {
    const folder = String(id);
    if (!isPlainName(folder)) continue;
    const where = { under: `${String(name ?? folder)}/`, keptUnder: `${folder}/` };
    for (const root of ['mlruns', 'mlartifacts']) {
      yield* artifactParts(join(dirname(file), root, experiment, 'models', folder, 'artifacts'), kept, where);
    }
  }
}

function isPlainName(name: string): boolean {
  return /^[\w-]+$/.test(name);
}
