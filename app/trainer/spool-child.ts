import { type Asked, askedBy, onSignal } from './spool-signals.ts';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import { anewExitCode, spool, type SpoolOrder } from '../spool/folder.ts';
import { forwardClock } from './forward-clock.ts';
import { jobTrainer, threadsOf } from './job-trainer.ts';
import { serveProcess } from './serve-process.ts';
import { keepNewest, newestWhole } from './spool-checkpoints.ts';
import { claim, claimant } from './spool-claim.ts';
import { openSpoolEvents } from './spool-events.ts';
import { watchOrders } from './spool-orders.ts';

/**
 * A trainer as a job: `spool-child.ts SPOOL`, or of an array `spool-child.ts --array FOLDER`, where the file of the element's number says
 * which. Events go to the spool, whose disk is the buffer between the job and a studio that may be closed; orders come from it.
 */
const folder = folderOf(process.argv.slice(2), process.env);
const job = jobOf(process.env);
/** How long a full disk is waited for: what waits holds its node. */
const patience = 60_000;
/** The queue has taken the job back and is about to end this process. */
const lastWait = 120_000;

if (existsSync(join(folder, spool.ended))) leaveWith(0, 'This run has had its end.');
if (!claim(folder, job)) leaveWith(0, `Job ${claimant(folder)} trains this run already.`);

const { train, code, mostLimits, keepCheckpoints } = deserialize(readFileSync(join(folder, spool.order))) as SpoolOrder;
const checkpoints = join(folder, spool.checkpoints);
const found = newestWhole(checkpoints);
const home = jobTrainer(code, process.env);
const events = openSpoolEvents(
  folder,
  forwardClock(Date.now, () => performance.now()),
);
let obey: (order: Order) => void = () => {};
/** The studio wants the run to end, rather than the cluster its node back. */
let isStopping = false;
let began = found?.step ?? 0;
let hasLeft = false;
let tooLong: NodeJS.Timeout | undefined;

function post(event: TrainerEvent): void {
  if (hasLeft) return;
  switch (event.type) {
    case 'hello':
      put({ ...event, job, host: hostname() });
      return;
    case 'ready':
      began = event.step;
      put(event);
      return;
    case 'batch':
      put(event);
      obey({ type: 'acknowledge', batch: event.batch });
      return;
    case 'checkpoint':
      if (claimant(folder) !== job || events.isOutlived()) leaveWith(0, 'Another job trains this run now.');
      put(event);
      events.sync();
      keepNewest(checkpoints, keepCheckpoints);
      return;
    case 'waiting':
      clearTimeout(tooLong);
      // Its last try says why as the run's end.
      if (event.sentence !== null) tooLong = setTimeout(() => obey({ type: 'stop' }), patience);
      put(event);
      return;
    case 'ended':
      if (event.as === 'stopped' && !isStopping && askedBy() !== null) makeRoom(event.step);
      else end(event);
      return;
    default:
      put(event);
  }
}

function put(event: unknown): void {
  try {
    events.write(event);
  } catch (error) {
    leaveWith(1, `What was measured could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function end(event: Extract<TrainerEvent, { type: 'ended' }>): never {
  hasLeft = true;
  put(event);
  events.close();
  writeFileSync(join(folder, spool.ended), '');
  process.exit(event.as === 'failed' ? 1 : 0);
}

/** The step's checkpoint is written; the same job, started again, goes on from it. */
function makeRoom(step: number): void {
  const signal = askedBy()!;
  if (signal === 'TERM') {
    leave(signal, step);
    process.exit(143);
  }
  const limits = join(folder, spool.limits);
  appendFileSync(limits, '.');
  const reached = statSync(limits).size;
  if (step <= began) {
    const sentence = `The time limit came before the run had got beyond step ${step}. Give it more time, then resume it.`;
    end({ type: 'ended', as: 'failed', step, sentence });
  }
  if (reached > mostLimits) {
    const sentence = `Stopped after step ${step}: the time limit was reached ${reached} times. Resume it to go on.`;
    end({ type: 'ended', as: 'stopped', step, sentence });
  }
  leave(signal, step);
  const { status } = spawnSync('scontrol', ['requeue', job], { timeout: patience, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(anewExitCode);
  process.on('SIGTERM', () => process.exit(0));
  setTimeout(() => process.exit(0), lastWait);
}

function leave(signal: Asked, step: number): void {
  put({ type: 'left', signal, step } satisfies TrainerEvent);
  hasLeft = true;
  events.close();
}

function leaveWith(exitCode: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

const write = home.checkpoints.write;
home.checkpoints.write = (...given) => {
  // What was measured up to a checkpoint is on the disk before it: who goes on from there finds no gap.
  events.sync();
  return write(...given);
};
serveProcess(
  {
    post,
    onOrder: (listen) => {
      obey = listen;
    },
    exit: (exitCode) => process.exit(exitCode),
  },
  home,
);
obey({
  ...train,
  config: { ...train.config, threads: threadsOf(train.config, process.env) },
  checkpointFolder: checkpoints,
  ...(found === null
    ? { from: train.from === null ? null : join(folder, spool.from) }
    : { from: found.file, sha256: undefined, lineage: 'resume' as const }),
});
onSignal(() => obey({ type: 'stop' }));
watchOrders(folder, (order) => {
  isStopping ||= order.type === 'stop';
  obey(order);
});

function folderOf([first, second]: string[], { SLURM_ARRAY_TASK_ID }: NodeJS.ProcessEnv): string {
  if (first === '--array' && second !== undefined) return readFileSync(join(second, String(SLURM_ARRAY_TASK_ID)), 'utf8').trim();
  if (first !== undefined) return first;
  return leaveWith(2, 'Which spool? spool-child.ts FOLDER');
}

/** As the cluster's commands take it: an array's last element has the number of the whole array for a number of its own. */
function jobOf({ SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID, SLURM_JOB_ID }: NodeJS.ProcessEnv): string {
  if (SLURM_ARRAY_JOB_ID !== undefined) return `${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}`;
  return SLURM_JOB_ID ?? `process-${process.pid}`;
}
