import { mkdirSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CheckpointEntry } from '../../shared/api/runs.ts';
import { StudioError } from '../../shared/errors.ts';
import { filesIn, outlivedHalves } from './checkpoint-files.ts';
import type { Connection, Row } from './connection.ts';
import { explain } from './explain.ts';
import { isRemoved } from './is-removed.ts';
import type { RunNumbers } from './run-numbers.ts';
import { notFound } from './runs.ts';
import type { CheckpointTable } from './store.ts';

export interface RecordedCheckpoints extends CheckpointTable {
  /** The folder with one folder a run. */
  readonly root: string;
  /** Inside a transaction: from now on this one is never pruned. */
  pin(run: number, step: number): void;
  /** Inside a transaction: later ones lose their rows and then their files, but for those that forks came from. */
  cutAfter(run: number, step: number): void;
  bytes(): number;
  close(): void;
}

const columns = 'checkpoint.id, run.id AS run, checkpoint.step, file, bytes, sha256, checkpoint.created_at';
const joined = `SELECT ${columns} FROM checkpoint JOIN run ON run.number = checkpoint.run`;
/** A fork that still exists came from it. */
const isParent = `EXISTS (SELECT 1 FROM run AS fork JOIN run AS parent ON parent.id = fork.parent_run
  WHERE parent.number = checkpoint.run AND fork.parent_step = checkpoint.step)`;

export function openCheckpoints(connection: Connection, numbers: RunNumbers): RecordedCheckpoints {
  const root = connection.inMemory ? mkdtempSync(join(tmpdir(), 'ganymede-checkpoints-')) : join(connection.folder, 'checkpoints');
  const damaged = new Set<number>();
  makeIfPossible(root);
  const folder = (run: string) => join(root, basename(run));
  const stateOf = (row: Row, files: Set<string>): CheckpointEntry['state'] =>
    files.has(String(row.file)) ? (damaged.has(Number(row.id)) ? 'damaged' : 'there') : 'missing';
  const entryOf = (row: Row): CheckpointEntry => entryFrom(row, stateOf(row, filesIn(folder(String(row.run)))));
  const withFile = (row: Row) => ({ ...entryOf(row), file: join(folder(String(row.run)), String(row.file)) });

  /** What the retention setting lets go: only what is there and whole counts, and only that is deleted. */
  function beyond(number: number, run: string, newest: string, keep: number): Row[] {
    const files = filesIn(folder(run));
    return connection
      .sql(`SELECT id, file FROM checkpoint WHERE run = ? AND kept = 0 AND NOT ${isParent} ORDER BY step DESC`)
      .all(number)
      .filter((row) => stateOf(row, files) === 'there')
      .slice(Math.max(1, keep))
      .filter((row) => row.file !== newest);
  }

  return {
    root,
    folder(run) {
      try {
        mkdirSync(folder(run), { recursive: true });
      } catch (error) {
        throw away(root, error) ?? explain(error, connection.folder);
      }
      return folder(run);
    },
    add(run, { step, file, bytes, sha256, keep }) {
      const number = numbers.of(run);
      connection.write(
        () => {
          connection
            .sql(
              `INSERT INTO checkpoint (run, step, file, bytes, sha256, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, step)
               DO UPDATE SET file = excluded.file, bytes = excluded.bytes, sha256 = excluded.sha256, created_at = excluded.created_at
               RETURNING id`,
            )
            .all(number, step, basename(file), bytes, sha256, connection.now())
            .forEach(({ id }) => void damaged.delete(Number(id)));
          const gone = beyond(number, run, basename(file), keep);
          for (const { id } of gone) connection.sql('DELETE FROM checkpoint WHERE id = ?').run(id);
          // One that can't be deleted now is taken in again at the next opening, and let go again: a read-only folder costs no run.
          connection.afterwards(() => {
            const halves = outlivedHalves(filesIn(folder(run)), step);
            for (const name of [...gone.map((row) => String(row.file)), ...halves]) isRemoved(join(folder(run), name), root);
          });
        },
        { durable: true },
      );
      const row = connection.sql(`${joined} WHERE checkpoint.run = ? AND checkpoint.step = ?`).get(number, step);
      if (!row) throw notFound(`checkpoint of run ${run} at step ${step}`);
      return entryOf(row);
    },
    list(run) {
      const files = filesIn(folder(run));
      return connection
        .sql(`${joined} WHERE checkpoint.run = ? ORDER BY checkpoint.step`)
        .all(numbers.of(run))
        .map((row) => entryFrom(row, stateOf(row, files)));
    },
    get(id) {
      const row = connection.sql(`${joined} WHERE checkpoint.id = ?`).get(id);
      return row ? withFile(row) : null;
    },
    at(run, step) {
      const row = connection
        .sql(`${joined} WHERE checkpoint.run = ? AND (? IS NULL OR checkpoint.step = ?) ORDER BY checkpoint.step DESC LIMIT 1`)
        .get(numbers.of(run), step, step);
      return row ? withFile(row) : null;
    },
    judge(id, sha256) {
      const row = connection.sql('SELECT sha256 FROM checkpoint WHERE id = ?').get(id);
      if (row === undefined) return false;
      const isWhole = row.sha256 === '' || row.sha256 === sha256;
      if (isWhole) damaged.delete(id);
      else damaged.add(id);
      if (row.sha256 === '') connection.write(() => connection.sql('UPDATE checkpoint SET sha256 = ? WHERE id = ?').run(sha256, id));
      return isWhole;
    },
    pin: (run, step) => void connection.sql('UPDATE checkpoint SET kept = 1 WHERE run = ? AND step = ?').run(run, step),
    cutAfter(run, step) {
      const later = connection.sql(`${joined} WHERE checkpoint.run = ? AND checkpoint.step > ? AND NOT ${isParent}`).all(run, step);
      for (const { id } of later) connection.sql('DELETE FROM checkpoint WHERE id = ?').run(id);
      connection.afterwards(() => {
        for (const row of later) isRemoved(join(folder(String(row.run)), String(row.file)), root);
      });
    },
    bytes: () => Number(connection.sql('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM checkpoint').get()?.bytes),
    close() {
      if (connection.inMemory) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A workspace opens without it: a link to a disk that is away, a folder that may not be made. Who needs it hears why. */
function makeIfPossible(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    // Said where a checkpoint is to be written, and by the notices.
  }
}

/** A link whose end is not there. */
function away(root: string, cause: unknown): StudioError | null {
  try {
    const sentence = `${root} is a link to ${readlinkSync(root)}, which is not there now. Bring that folder or its disk back, then try again.`;
    return new StudioError('unavailable', sentence, { cause });
  } catch {
    return null;
  }
}

function entryFrom(row: Row, state: CheckpointEntry['state']): CheckpointEntry {
  return {
    id: Number(row.id),
    run: String(row.run),
    step: Number(row.step),
    bytes: Number(row.bytes),
    sha256: String(row.sha256),
    createdAt: Number(row.created_at),
    state,
  };
}
