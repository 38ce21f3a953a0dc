import { basename, join, resolve } from 'node:path';
import { serialize } from 'node:v8';
import type { TrainOrder } from '../../../shared/trainer-protocol.ts';
import { spool, type SpoolOrder } from '../../spool/folder.ts';
import type { JobRow } from '../../store/jobs.ts';
import type { Store } from '../../store/store.ts';
import type { JobsOptions } from '../executor.ts';
import type { Commands } from './commands.ts';
import { programOn, sourceOn } from './programs.ts';
import { submission, submittedJob } from './sbatch.ts';
import type { SpoolSide } from './spool-side.ts';

/** Time limits that a run may reach before somebody should look at it. */
const mostLimits = 20;

export interface Submitting {
  store: Store;
  side: SpoolSide;
  commands: Commands;
  jobs: JobsOptions;
}

/** Everything that the job needs, in its spool. */
export async function layOut({ store, side, jobs }: Submitting, { folder, run }: JobRow, order: TrainOrder): Promise<void> {
  await side.makeFolders(join(folder, spool.orders), join(folder, spool.checkpoints));
  if (order.from !== null) await side.putFile(join(folder, spool.from), order.from);
  const whole: SpoolOrder = {
    train: { ...order, gpu: null, from: order.from === null ? null : spool.from, checkpointFolder: spool.checkpoints },
    code: jobs.version,
    mostLimits,
    keepCheckpoints: store.settings.get().keepCheckpoints,
  };
  await side.put(join(folder, spool.order), serialize(whole));
  store.log.add(run, {
    time: order.notBefore,
    step: store.runs.get(run)?.step ?? 0,
    level: 'info',
    sentence: `Handed to Slurm; its spool is ${folder}.`,
  });
}

/** One job for these runs, an array where they are of one batch. @returns the cluster's name of each */
export async function submit({ store, side, commands, jobs }: Submitting, rows: JobRow[]): Promise<string[]> {
  const [one] = rows;
  const program = programOn(one.resources);
  const entry = sourceOn(one.resources, 'trainer/spool-child.ts', jobs.entry);
  const cache = process.env.NODE_COMPILE_CACHE;
  // What Node made of the sources before is not made again for each job.
  const known =
    cache === undefined || one.resources.host !== undefined || one.resources.node !== undefined
      ? []
      : ['/usr/bin/env', `NODE_COMPILE_CACHE=${cache}`];
  const isArray = rows.length > 1;
  const list = join(arraysOf(one), `${one.batch}-${one.element}`);
  if (isArray) {
    await side.makeFolders(list);
    for (const [at, { folder }] of rows.entries()) await side.put(join(list, String(at)), folder);
  }
  const { args, script } = submission({
    resources: one.resources,
    comment: isArray ? batchComment(one) : commentOf(one),
    name: `gm-${basename(store.folder)}`.replace(/[^\w.-]/g, '_'),
    output: isArray ? join(list, '%a.log') : join(one.folder, spool.log),
    array: isArray ? { count: rows.length, atOnce: one.resources.atOnce ?? rows.length } : null,
    command: [...known, program, entry, ...(isArray ? ['--array', list] : [one.folder])],
  });
  const job = submittedJob(await commands.run('sbatch', args, script));
  return rows.map((_, at) => (isArray ? `${job}_${at}` : job));
}

export function commentOf({ run, sitting }: JobRow): string {
  return `ganymede:${run}/${sitting}`;
}
/** Of an array, by its first element. */
export function batchComment({ batch, element }: JobRow): string {
  return `ganymede:array/${batch}-${element}`;
}

function arraysOf({ folder }: JobRow): string {
  return resolve(folder, '..', '..', 'arrays');
}
