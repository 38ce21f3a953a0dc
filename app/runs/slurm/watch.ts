import { join, resolve } from 'node:path';
import type { JobRow } from '../../store/jobs.ts';
import { CommandError, type Commands } from './commands.ts';
import type { Job } from './job.ts';
import type { SpoolSide } from './spool-side.ts';
import { type JobState, parseSacct, parseSqueue, sacctArgs, squeueArgs } from './states.ts';
import { commentOf } from './submit.ts';

/** One question to the queue for all jobs, and another to its books for those that it has forgotten. */
export interface Watch {
  /** @returns why the queue does not answer; null where it does */
  ask(jobs: Job[]): Promise<string | null>;
}

export function openWatch(commands: Commands): Watch {
  return {
    async ask(jobs) {
      const asked = jobs.map((job) => ({ job, row: job.row() }));
      let states: JobState[];
      try {
        states = parseSqueue(await commands.run('squeue', squeueArgs));
      } catch (error) {
        return error instanceof CommandError ? error.message : String(error);
      }
      const known = new Map(states.map((state) => [state.job, state]));
      const absent: { job: Job; row: JobRow }[] = [];
      for (const { job, row } of asked) {
        if (row.job === null) continue;
        const state = known.get(row.job);
        if (state === undefined) absent.push({ job, row });
        else job.told(state);
      }
      await tellAbsent(absent);
      return null;
    },
  };

  async function tellAbsent(absent: { job: Job; row: JobRow }[]): Promise<void> {
    if (absent.length === 0) return;
    const booked = await commands
      .run('sacct', sacctArgs(absent.map(({ row }) => row.job!)))
      .then(parseSacct)
      // Many clusters keep no books, or lend them to nobody.
      .catch(() => []);
    const known = new Map(booked.map((state) => [state.job, state]));
    for (const { job, row } of absent) job.told(known.get(row.job!) ?? null);
  }
}

/** The job of a spool that was handed over without its answer being heard; null where there is none. @throws CommandError where the queue does not answer */
export async function findSubmitted(commands: Commands, side: SpoolSide, rows: JobRow[]): Promise<Map<string, string>> {
  const states = parseSqueue(await commands.run('squeue', squeueArgs));
  const found = new Map<string, string>();
  const byComment = new Map(states.map(({ comment, job }) => [comment, job]));
  for (const row of rows) {
    const job = byComment.get(commentOf(row));
    if (job !== undefined) found.set(row.run, job);
  }
  const arrays = states.filter(({ comment }) => comment.startsWith(arrayComment));
  const missing = rows.filter(({ run, batch }) => batch !== null && !found.has(run));
  if (missing.length === 0) return found;
  for (const { comment, job } of arrays) {
    const [list, element] = [comment.slice(arrayComment.length), job.split('_')[1]];
    if (!missing.some(({ batch }) => list.startsWith(`${batch}-`))) continue;
    const folder = await side.tail(join(resolve(missing[0].folder, '..', '..', 'arrays'), list, element), 10_000);
    const row = missing.find((one) => one.folder === folder);
    if (row !== undefined) found.set(row.run, job);
  }
  return found;
}
const arrayComment = 'ganymede:array/';
