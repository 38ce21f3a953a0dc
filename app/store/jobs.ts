import type { ExecutorName, Resources } from '../../shared/placement.ts';
import type { Connection, Row } from './connection.ts';
import type { RunNumbers } from './run-numbers.ts';

/** Up to where a job's spool has been recorded: an events file, a byte of it, and the number of the last frame before that. */
export interface SpoolPosition {
  file: number;
  offset: number;
  sequence: number;
}

/** A run's stay in a cluster's queue: its newest, or the one that goes on. */
export interface JobRow extends SpoolPosition {
  run: string;
  executor: ExecutorName;
  /** Names the stay, since a run may have several. */
  sitting: string;
  /** The spool's folder of this stay. */
  folder: string;
  resources: Resources;
  /** Jobs that are handed over together, and which of them this is; null for one of its own. */
  batch: string | null;
  element: number | null;
  /** The cluster's name of it; null until it is known. */
  job: string | null;
  state: string;
  reason: string;
  host: string | null;
  /** Why its last start left; null while one trains, and before the first. */
  leftBy: 'TERM' | 'USR2' | null;
  requeues: number;
  waited: number;
  waitsSince: number | null;
  /** How often it was handed over anew after a job had ended before the run did. */
  anew: number;
  over: boolean;
}
export type JobChange = Partial<
  Pick<
    JobRow,
    'job' | 'state' | 'reason' | 'host' | 'leftBy' | 'requeues' | 'waited' | 'waitsSince' | 'anew' | 'over' | 'batch' | 'element'
  >
>;
export type NewJob = Pick<JobRow, 'executor' | 'sitting' | 'folder' | 'resources' | 'batch' | 'element'>;

export interface JobTable {
  /** A new stay; what a run has waited and how often it was requeued is kept. */
  put(run: string, job: NewJob): JobRow;
  get(run: string): JobRow | null;
  /** Those that are not over, in the order of their runs. */
  open(): JobRow[];
  update(run: string, change: JobChange): void;
  /** Moves on with what is recorded in the same transaction. */
  reach(run: string, position: SpoolPosition): void;
  remove(run: string): void;
}

const columns = {
  job: 'job',
  state: 'state',
  reason: 'reason',
  host: 'host',
  leftBy: 'left_by',
  requeues: 'requeues',
  waited: 'waited',
  waitsSince: 'waits_since',
  anew: 'anew',
  over: 'over',
  batch: 'batch',
  element: 'element',
} as const;
const joined = 'SELECT job.*, run.id AS run_id FROM job JOIN run ON run.number = job.run';

export interface RecordedJobs extends JobTable {
  /** What is written was taken back. */
  forgetAll(): void;
}

export function openJobs(connection: Connection, numbers: RunNumbers): RecordedJobs {
  /** A thousand runs that wait are looked at every few seconds. */
  const known = new Map<string, JobRow | null>();
  function get(run: string): JobRow | null {
    const found = known.get(run);
    if (found !== undefined) return found;
    const row = connection.sql(`${joined} WHERE run.id = ?`).get(run);
    const job = row ? jobOf(row) : null;
    known.set(run, job);
    return job;
  }
  return {
    get,
    put(run, { executor, sitting, folder, resources, batch, element }) {
      const number = numbers.of(run);
      known.delete(run);
      connection.write(
        () =>
          connection
            .sql(
              `INSERT INTO job (run, executor, sitting, folder, resources, batch, element, waits_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (run) DO UPDATE SET executor = excluded.executor, sitting = excluded.sitting, folder = excluded.folder,
                 resources = excluded.resources, batch = excluded.batch, element = excluded.element, waits_since = excluded.waits_since,
                 job = NULL, state = '', reason = '', host = NULL, left_by = NULL, anew = 0, file = 0, offset = 0, sequence = 0, over = 0`,
            )
            .run(number, executor, sitting, folder, JSON.stringify(resources), batch, element, connection.now()),
        { durable: true },
      );
      return get(run)!;
    },
    open: () => connection.sql(`${joined} WHERE job.over = 0 ORDER BY job.run`).all().map(jobOf),
    update(run, change) {
      const entries = Object.entries(change).filter(([, value]) => value !== undefined);
      if (entries.length === 0) return;
      known.delete(run);
      const text = entries.map(([key]) => `${columns[key as keyof typeof columns]} = ?`).join(', ');
      const values = entries.map(([, value]) => (typeof value === 'boolean' ? Number(value) : value));
      connection.write(() => connection.sql(`UPDATE job SET ${text} WHERE run = ?`).run(...values, numbers.of(run)), { durable: true });
    },
    reach(run, { file, offset, sequence }) {
      known.delete(run);
      connection.write(() =>
        connection.sql('UPDATE job SET file = ?, offset = ?, sequence = ? WHERE run = ?').run(file, offset, sequence, numbers.of(run)),
      );
    },
    remove(run) {
      known.delete(run);
      connection.write(() => connection.sql('DELETE FROM job WHERE run = ?').run(numbers.of(run)), { durable: true });
    },
    forgetAll: () => known.clear(),
  };
}

function jobOf(row: Row): JobRow {
  const text = (value: unknown) => (value === null ? null : String(value));
  const number = (value: unknown) => (value === null ? null : Number(value));
  return {
    run: String(row.run_id),
    executor: String(row.executor) as ExecutorName,
    sitting: String(row.sitting),
    folder: String(row.folder),
    resources: JSON.parse(String(row.resources)),
    batch: text(row.batch),
    element: number(row.element),
    job: text(row.job),
    state: String(row.state),
    reason: String(row.reason),
    host: text(row.host),
    leftBy: text(row.left_by) as JobRow['leftBy'],
    requeues: Number(row.requeues),
    waited: Number(row.waited),
    waitsSince: number(row.waits_since),
    anew: Number(row.anew),
    file: Number(row.file),
    offset: Number(row.offset),
    sequence: Number(row.sequence),
    over: row.over === 1,
  };
}
