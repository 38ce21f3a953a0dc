import type { TrainOrder } from '../../../shared/trainer-protocol.ts';
import { join } from 'node:path';
import { spool } from '../../spool/folder.ts';
import type { JobRow } from '../../store/jobs.ts';
import { CommandError } from './commands.ts';
import { layOut, submit, type Submitting } from './submit.ts';
import { findSubmitted } from './watch.ts';

/** Where Slurm's own limit (MaxArraySize) is its usual one, an array holds one more. */
const mostInArray = 1000;

/** What is on its way into the queue. */
export interface HandOver {
  /** These runs are handed over as one. */
  expect(batch: string, runs: string[]): void;
  add(run: string, order: TrainOrder): void;
  anew(run: string): Promise<void>;
  /** Of a run whose spool lies there, and of which nobody knows whether it was handed over. */
  found(run: string): void;
  takeBack(run: string): boolean;
  /** Tries what the queue did not hear. */
  again(): Promise<void>;
  close(): Promise<void>;
}

export interface HandOverListener {
  refused(run: string, sentence: string): void;
  handed(run: string, job: string): void;
  /** Slurm does not answer, and why; null where it does. */
  away(sentence: string | null): void;
}

export function openHandOver(parts: Submitting, tell: HandOverListener): HandOver {
  const { store, side, commands } = parts;
  /** Of each batch those that have not come yet. */
  const expected = new Map<string, Set<string>>();
  /** Laid out, and to be handed over; `asked` where an earlier studio may have done so. */
  const ready = new Map<string, { isDoubtful: boolean }>();
  const takenBack = new Set<string>();
  let working: Promise<void> = Promise.resolve();
  let isClosing = false;

  function then(work: () => Promise<void>): Promise<void> {
    working = working.then(work).catch(() => {});
    return working;
  }

  async function lay(run: string, order: TrainOrder): Promise<void> {
    const row = store.jobs.get(run);
    if (row === null || takenBack.delete(run)) return;
    try {
      await layOut(parts, row, order);
      if (takenBack.delete(run)) return;
      store.jobs.update(run, { state: 'SPOOLED' });
      ready.set(run, { isDoubtful: false });
    } catch (error) {
      tell.refused(run, `The spool ${row.folder} could not be made: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Everything whose batch is complete, each batch as one. */
  async function handAll(): Promise<void> {
    if (isClosing) return;
    const rows = [...ready.keys()]
      .flatMap((run) => store.jobs.get(run) ?? [])
      .filter(({ batch }) => batch === null || !expected.has(batch));
    try {
      await findDoubtful(rows.filter(({ run }) => ready.get(run)?.isDoubtful));
      for (const group of grouped(rows.filter(({ run }) => ready.has(run)))) await hand(group);
    } catch (error) {
      if (!(error instanceof CommandError) || !error.isAway) throw error;
      tell.away(error.message);
    }
  }

  async function findDoubtful(rows: JobRow[]): Promise<void> {
    if (rows.length === 0) return;
    const found = await findSubmitted(commands, side, rows);
    for (const [run, job] of found) {
      ready.delete(run);
      tell.handed(run, job);
    }
  }

  async function hand(rows: JobRow[]): Promise<void> {
    try {
      const names = await submit(parts, rows);
      for (const [at, { run }] of rows.entries()) {
        ready.delete(run);
        tell.handed(run, names[at]);
      }
    } catch (error) {
      if (error instanceof CommandError && error.isAway) throw error;
      for (const { run } of rows) {
        ready.delete(run);
        tell.refused(run, `Slurm refused the job: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  function come(run: string): void {
    const batch = store.jobs.get(run)?.batch ?? null;
    const waiting = batch === null ? undefined : expected.get(batch);
    waiting?.delete(run);
    if (batch !== null && waiting?.size === 0) expected.delete(batch);
  }

  return {
    expect: (batch, runs) => void expected.set(batch, new Set(runs)),
    add(run, order) {
      come(run);
      void then(() => lay(run, order)).then(() => then(handAll));
    },
    anew: (run) =>
      then(async () => {
        const row = store.jobs.get(run);
        if (row === null) return;
        await side.remove(join(row.folder, spool.claim));
        store.jobs.update(run, { job: null, state: 'SPOOLED', anew: row.anew + 1, batch: null, element: null });
        ready.set(run, { isDoubtful: false });
        await handAll();
      }),
    found(run) {
      ready.set(run, { isDoubtful: true });
      void then(handAll);
    },
    takeBack(run) {
      come(run);
      if (ready.delete(run)) return true;
      takenBack.add(run);
      return store.jobs.get(run)?.job === null;
    },
    again: () => (ready.size === 0 ? Promise.resolve() : then(handAll)),
    close() {
      isClosing = true;
      return working;
    },
  };
}

function grouped(rows: JobRow[]): JobRow[][] {
  const groups = new Map<string, JobRow[]>();
  for (const row of rows) {
    const part = Math.floor((row.element ?? 0) / mostInArray);
    const key = row.batch === null ? row.run : `${row.batch}/${part}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}
