import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunConfig } from '../../shared/run-config.ts';
import {
  checkpointNames,
  filesIn,
  type FoundCheckpoint,
  hashInPassing,
  inspectCheckpoint,
  isOfFileSystem,
  setAside,
} from './checkpoint-files.ts';
import type { Connection, Row } from './connection.ts';
import type { Notices } from './notices.ts';
import { isRunId } from './runs.ts';
import type { LogTable } from './store.ts';

interface Parts {
  connection: Connection;
  /** The folder with one folder a run. */
  root: string;
  log: LogTable;
  notices: Notices;
}

/**
 * Holds the rows of checkpoints against the files that are there. Nothing is forgotten and nothing deleted: what is missing is
 * counted, a whole file without a row is taken in where everything up to its step was recorded, and what belongs to no run is left
 * or set aside, and said.
 */
export function takeIn({ connection, root, log, notices }: Parts): void {
  const kept: string[] = [];
  const folders = new Map(runFolders(root).map((run) => [run, filesIn(join(root, run))]));
  for (const [run, files] of folders) {
    try {
      kept.push(...takeInRun(run, checkpointNames(files)));
    } catch {
      // A full disk: the files stay as they are until the next time.
    }
  }
  notices.set('kept-aside', kept.length === 0 ? null : kept.join(' '));
  notices.set('checkpoints-missing', missingOf(connection, root, folders));

  function takeInRun(id: string, files: string[]): string[] {
    const folder = join(root, id);
    const run = connection.sql('SELECT number, id, step, config FROM run WHERE id = ?').get(id);
    if (run === undefined)
      return files.length === 0 ? [] : [`${folder} holds ${count(files.length)} of a run that this workspace does not know.`];
    const known = new Set(
      connection
        .sql('SELECT file FROM checkpoint WHERE run = ?')
        .all(run.number)
        .map(({ file }) => String(file)),
    );
    return files.filter((name) => !known.has(name)).flatMap((name) => takeInFile(run, folder, name) ?? []);
  }

  /** Answers what its user should know of it. */
  function takeInFile(run: Row, folder: string, name: string): string | null {
    try {
      return takeInReadable(run, folder, name);
    } catch (error) {
      if (!isOfFileSystem(error)) throw error;
      return `${join(folder, name)} can't be read now and is left where it is (${error.message}).`;
    }
  }

  function takeInReadable(run: Row, folder: string, name: string): string | null {
    const found = inspectCheckpoint(folder, name);
    if (found === null || !isOf(run, found)) {
      const place = setAside(folder, name);
      const why = found === null ? 'it is no whole checkpoint' : 'it is not of this run';
      sayOnce(run, 'warning', `A file without a record was found among the checkpoints; ${why}. It is kept as ${place}.`);
      return `${place} is kept: ${why}.`;
    }
    // What was measured up to there was not all recorded: going on from it would leave a gap, so the run comes by again.
    const { step, bytes } = found;
    if (step > Number(run.step)) return null;
    const sha256 = hashInPassing(join(folder, name), bytes);
    connection.write(
      () =>
        connection
          .sql('INSERT INTO checkpoint (run, step, file, bytes, sha256, created_at) VALUES (?, ?, ?, ?, ?, ?)')
          .run(run.number, step, name, bytes, sha256, connection.now()),
      { durable: true },
    );
    sayOnce(run, 'info', `The checkpoint of step ${step} was found without a record, whole, and taken in again.`);
    return null;
  }

  function sayOnce(run: Row, level: 'info' | 'warning', sentence: string): void {
    if (connection.sql('SELECT 1 FROM log WHERE run = ? AND sentence = ?').get(run.number, sentence) !== undefined) return;
    log.add(String(run.id), { time: connection.now(), step: Number(run.step), level, sentence });
  }
}

function runFolders(root: string): string[] {
  try {
    // A run's folder may be a link to another disk.
    return readdirSync(root).filter(isRunId);
  } catch {
    return [];
  }
}

/** Whether a file was written by this run, as far as it can tell: a fork of the same config is the same. */
function isOf(run: Row, { config }: FoundCheckpoint): boolean {
  const told = (of: RunConfig) => [of.recipe, of.dataset, of.params, of.seed];
  return isDeepStrictEqual(told(config as RunConfig), told(JSON.parse(String(run.config)) as RunConfig));
}

function missingOf(connection: Connection, root: string, folders: Map<string, Set<string>>): string | null {
  const rows = connection.sql('SELECT run.id, file FROM checkpoint JOIN run ON run.number = checkpoint.run ORDER BY run.number').all();
  const runs = new Set<unknown>();
  let missing = 0;
  for (const { id, file } of rows) {
    if (folders.get(String(id))?.has(String(file))) continue;
    missing += 1;
    runs.add(id);
  }
  if (missing === 0) return null;
  const all = missing === rows.length && missing > 1 ? `All ${count(missing)}` : count(missing);
  const of = runs.size === 1 ? 'one run' : `${runs.size} runs`;
  return (
    `${all} of ${of} ${missing === 1 ? 'is' : 'are'} not in ${root}. ` +
    'Nothing was forgotten: bring the folder or its disk back, and they can be used again.'
  );
}

function count(files: number): string {
  return files === 1 ? '1 checkpoint' : `${files} checkpoints`;
}
