import { dirname, join } from 'node:path';
import { customAlphabet } from 'nanoid';
import { StudioError } from '../../../shared/errors.ts';
import { spool } from '../../spool/folder.ts';
import type { JobRow } from '../../store/jobs.ts';
import type { Executor, ExecutorParts, JobsPace } from '../executor.ts';
import { CommandError } from './commands.ts';
import type { Line } from './line.ts';
import type { Desk } from './desk.ts';
import { type Job, openJob } from './job.ts';
import { openHandOver } from './hand-over.ts';
import { probeCluster } from './probe.ts';
import { refuseIncomplete } from './programs.ts';
import { openWatch } from './watch.ts';

const usualPace: JobsPace = { read: 2000, statusSoon: 5000, status: 60_000, grace: 5 * 60_000 };
/** Soon after something was handed over people look. */
const soonFor = 60_000;
const seldom = 5;
const mostCancelled = 200;
const newSitting = customAlphabet('23456789abcdefghjkmnpqrstuvwxyz', 8);

/** What looks after all jobs of one cluster; hears why it does not answer, and that it does. */
export type Cluster = Omit<Executor, 'name' | 'isHere' | 'whyNoPause'>;

export function openCluster(
  { store, changes, now, jobs: options }: ExecutorParts,
  { commands, side, whoever, orderAtOnce }: Line,
  onTrouble: (sentence: string | null) => void,
): Cluster {
  const pace = { ...usualPace, ...options.pace };
  const jobs = new Map<string, Job>();
  const watch = openWatch(commands);
  const closing = new AbortController();
  const doing = new Set<Promise<void>>();
  const cancelling = new Set<string>();
  let trouble: { sentence: string; since: number } | null = null;
  let reading: NodeJS.Timeout | undefined;
  let asking: NodeJS.Timeout | undefined;
  let soonUntil = 0;
  let turn = 0;

  const handOver = openHandOver(
    { store, side, commands, jobs: options },
    {
      refused: (run, sentence) => jobs.get(run)?.refused(sentence),
      handed(run, job) {
        // Stopped while it was handed over.
        if (!jobs.has(run)) return during(commands.run('scancel', [job]).then(() => {}));
        store.jobs.update(run, { job, state: 'PENDING', reason: '' });
        changes.announce({ run, kinds: ['run'] });
        askSoon();
      },
      away: setTrouble,
    },
  );

  const desk: Desk = {
    store,
    changes,
    now,
    pace,
    side,
    handOver(run, order) {
      handOver.add(run, order);
      askSoon();
    },
    handOverAnew: (run) => handOver.anew(run),
    takeBack: handOver.takeBack,
    cancel(run) {
      cancelling.add(run);
      if (cancelling.size === 1) during(Promise.resolve().then(cancelAll));
    },
    order(folder, number, order) {
      if (orderAtOnce !== null) orderAtOnce(folder, number, order);
      else during(side.put(join(folder, spool.orders, `${number}.json`), JSON.stringify(order)));
    },
    closed: (run) => {
      jobs.delete(run);
      cancelling.delete(run);
    },
  };

  /** Waited for at the end. */
  function during(work: Promise<void>): void {
    const settled = work.catch(() => {});
    doing.add(settled);
    void settled.finally(() => doing.delete(settled));
  }

  /** Many at once: a sweep that is stopped is one word to the queue, not a thousand. */
  async function cancelAll(): Promise<void> {
    for (;;) {
      const some = [...cancelling].flatMap((run) => {
        const job = jobs.get(run)?.row().job;
        if (job === undefined) cancelling.delete(run);
        return job === undefined || job === null ? [] : [{ run, job }];
      });
      const part = some.slice(0, mostCancelled);
      if (part.length === 0) return;
      try {
        await commands.run(
          'scancel',
          part.map(({ job }) => job),
        );
      } catch (error) {
        // One that is over already is none that could be cancelled; what is away is asked again.
        if (error instanceof CommandError && error.isAway) return;
      }
      for (const { run } of part) cancelling.delete(run);
      askSoon(1000);
    }
  }

  function open(run: string): Job {
    const job = openJob(desk, run);
    jobs.set(run, job);
    reading ??= setTimeout(read, pace.read);
    return job;
  }

  async function read(): Promise<void> {
    turn += 1;
    const due = [...jobs.values()].filter((job) => job.isActive || turn % seldom === 0);
    const asked = due.flatMap((job) => {
      const ask = job.asks();
      return ask === null ? [] : [{ job, ask }];
    });
    try {
      const looked = await side.look(asked.map(({ ask }) => ask));
      for (const [at, { job }] of asked.entries()) {
        if (closing.signal.aborted) return;
        // A disk or a workspace that is away: what was not taken is read again.
        await job.hear(looked[at]).catch(() => {});
      }
    } catch (error) {
      // As above; and a line that is cut is said at once.
      if (error instanceof CommandError) setTrouble(error.message);
    }
    reading =
      closing.signal.aborted || jobs.size === 0 ? undefined : setTimeout(read, asked.some(({ job }) => job.hasMore) ? 0 : pace.read);
  }

  function askSoon(within = pace.statusSoon): void {
    soonUntil = Math.max(soonUntil, now() + soonFor);
    if (closing.signal.aborted) return;
    clearTimeout(asking);
    asking = setTimeout(() => during(ask()), Math.min(within, pace.statusSoon));
  }

  async function ask(): Promise<void> {
    clearTimeout(asking);
    if (closing.signal.aborted || jobs.size === 0) return;
    if (cancelling.size > 0) await cancelAll();
    setTrouble(await watch.ask([...jobs.values()]));
    await handOver.again();
    if (closing.signal.aborted) return;
    clearTimeout(asking);
    asking = setTimeout(() => during(ask()), now() < soonUntil ? pace.statusSoon : pace.status);
  }

  function setTrouble(sentence: string | null): void {
    if (sentence === null) trouble = null;
    else trouble = { sentence, since: trouble?.since ?? now() };
    const said =
      sentence === null
        ? null
        : `${whoever} does not answer since ${clockOf(trouble!.since)}: ${sentence} What its jobs write is recorded all the same.`;
    onTrouble(said);
  }

  async function removeArrays({ folder }: JobRow, batch: string): Promise<void> {
    const arrays = join(dirname(dirname(folder)), 'arrays');
    for (const name of await side.list(arrays)) if (name.startsWith(`${batch}-`)) await side.remove(join(arrays, name));
  }

  function lies(row: JobRow): boolean {
    return row.job !== null || row.state === 'SPOOLED';
  }

  return {
    enlist(runs, resources) {
      refuseIncomplete(resources);
      if (store.folder === ':memory:' && resources.spool === undefined)
        throw new StudioError('unavailable', 'A workspace without a folder has no place for the spool of a job.');
      const batch = runs.length > 1 ? newSitting() : null;
      for (const [at, run] of runs.entries()) {
        const sitting = newSitting();
        const folder = join(resources.spool ?? join(store.folder, 'spool'), run, sitting);
        store.jobs.put(run, { executor: 'slurm', sitting, folder, resources, batch, element: batch === null ? null : at });
      }
      if (batch !== null) handOver.expect(batch, runs);
    },
    launch: (run) => open(run.id).trainer,
    adopt(run) {
      const row = store.jobs.get(run.id);
      if (row === null || !lies(row)) return null;
      const job = open(run.id);
      if (row.job === null) handOver.found(run.id);
      askSoon();
      if (run.status === 'stopping') queueMicrotask(() => job.trainer.post({ type: 'stop' }));
      return job.trainer;
    },
    probe: (resources) => probeCluster({ store, side, commands, jobs: options }, resources),
    trouble: () => (trouble === null ? null : `${whoever} does not answer since ${clockOf(trouble.since)}.`),
    forget(run) {
      const row = store.jobs.get(run);
      if (row === null) return;
      store.jobs.update(run, { over: true, waitsSince: null });
      during(side.remove(dirname(row.folder)));
      if (row.batch !== null && !store.jobs.open().some(({ batch }) => batch === row.batch)) during(removeArrays(row, row.batch));
    },
    async close() {
      closing.abort();
      clearTimeout(reading);
      clearTimeout(asking);
      await handOver.close();
      await Promise.all(doing);
    },
  };
}

function clockOf(time: number): string {
  return new Date(time).toTimeString().slice(0, 5);
}
