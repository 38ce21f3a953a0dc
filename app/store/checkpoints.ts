import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CheckpointEntry } from '../../shared/api/runs.ts';
import { explain, type Connection, type Row } from './connection.ts';
import type { RunNumbers } from './run-numbers.ts';
import { isRunId, notFound } from './runs.ts';
import type { CheckpointTable, LogTable } from './store.ts';

export interface RecordedCheckpoints extends CheckpointTable {
  /** Inside a transaction: from now on this one is never pruned. */
  pin(run: number, step: number): void;
  /** Inside a transaction: later ones lose their rows, but for those that forks came from. Answers the files to delete afterwards. */
  cutAfter(run: number, step: number): string[];
  removeFiles(files: string[]): void;
  /** At opening: rows without a file are reported and dropped, checkpoint files without a row deleted. */
  reconcile(log: LogTable): void;
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
  mkdirSync(root, { recursive: true });
  const folder = (run: string) => join(root, basename(run));
  const withFile = (row: Row) => ({ ...entryOf(row), file: join(folder(String(row.run)), String(row.file)) });

  return {
    folder(run) {
      try {
        mkdirSync(folder(run), { recursive: true });
      } catch (error) {
        throw explain(error, connection.folder);
      }
      return folder(run);
    },
    add(run, { step, file, bytes, sha256, keep }) {
      const number = numbers.of(run);
      const pruned = connection.write(
        () => {
          connection
            .sql(
              `INSERT INTO checkpoint (run, step, file, bytes, sha256, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, step)
               DO UPDATE SET file = excluded.file, bytes = excluded.bytes, sha256 = excluded.sha256, created_at = excluded.created_at`,
            )
            .run(number, step, basename(file), bytes, sha256, connection.now());
          const beyond = connection
            .sql(`SELECT id, file FROM checkpoint WHERE run = ? AND kept = 0 AND NOT ${isParent} ORDER BY step DESC LIMIT -1 OFFSET ?`)
            .all(number, Math.max(1, keep))
            .filter((row) => row.file !== basename(file));
          for (const { id } of beyond) connection.sql('DELETE FROM checkpoint WHERE id = ?').run(id);
          return beyond.map((row) => join(folder(run), String(row.file)));
        },
        { durable: true },
      );
      for (const gone of pruned) rmSync(gone, { force: true });
      const row = connection.sql(`${joined} WHERE checkpoint.run = ? AND checkpoint.step = ?`).get(number, step);
      if (!row) throw notFound(`checkpoint of run ${run} at step ${step}`);
      return entryOf(row);
    },
    list: (run) => connection.sql(`${joined} WHERE checkpoint.run = ? ORDER BY checkpoint.step`).all(numbers.of(run)).map(entryOf),
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
    pin: (run, step) => void connection.sql('UPDATE checkpoint SET kept = 1 WHERE run = ? AND step = ?').run(run, step),
    cutAfter(run, step) {
      const later = connection.sql(`${joined} WHERE checkpoint.run = ? AND checkpoint.step > ? AND NOT ${isParent}`).all(run, step);
      for (const { id } of later) connection.sql('DELETE FROM checkpoint WHERE id = ?').run(id);
      return later.map((row) => withFile(row).file);
    },
    removeFiles(files) {
      for (const file of files) rmSync(file, { force: true });
    },
    reconcile(log) {
      for (const row of connection.sql(joined).all()) {
        if (existsSync(withFile(row).file)) continue;
        connection.write(() => {
          connection.sql('DELETE FROM checkpoint WHERE id = ?').run(row.id);
          const sentence = `The checkpoint of step ${row.step} was dropped from the list: its file ${row.file} is missing.`;
          log.add(String(row.run), { time: connection.now(), step: Number(row.step), level: 'warning', sentence });
        });
      }
      // A whole file without a row is from a trainer whose message never arrived: what it recorded up to there is not all here either.
      for (const entry of readdirSync(root, { withFileTypes: true })) {
        if (!entry.isDirectory() || !isRunId(entry.name)) continue;
        const known = new Set(
          connection
            .sql(`${joined} WHERE run.id = ?`)
            .all(entry.name)
            .map((row) => row.file),
        );
        for (const file of checkpointFiles(join(root, entry.name)))
          if (!known.has(file)) rmSync(join(root, entry.name, file), { force: true });
      }
    },
    bytes: () => Number(connection.sql('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM checkpoint').get()?.bytes),
    close() {
      if (connection.inMemory) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Whole ones and those still being written; whatever else lies there was put there by somebody else. */
function checkpointFiles(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => name).filter((name) => /^step-\d+\.safetensors((\.\d+)?\.tmp)?$/.test(name));
}

function entryOf(row: Row): CheckpointEntry {
  return {
    id: Number(row.id),
    run: String(row.run),
    step: Number(row.step),
    bytes: Number(row.bytes),
    sha256: String(row.sha256),
    createdAt: Number(row.created_at),
  };
}
