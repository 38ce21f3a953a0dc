import type { JobRow } from '../../store/jobs.ts';
import { anewExitCode } from '../../spool/folder.ts';
import type { JobState } from './states.ts';

/** What a job's state comes to for its run. */
export type Verdict =
  | { kind: 'waits'; sentence: string }
  | { kind: 'trains'; sentence: string }
  /** The run goes on as a new job. */
  | { kind: 'anew' }
  | Ended;
export type Ended = { kind: 'ended'; as: 'stopped' | 'failed' | 'interrupted'; sentence: string };

export interface Facts {
  row: Pick<JobRow, 'job' | 'leftBy' | 'host' | 'folder' | 'resources' | 'anew'>;
  step: number;
  /** Somebody has asked the studio to stop it. */
  isStopping: boolean;
}

/** Handed over anew at most so often: each time is a job of its own, and somebody pays for it. */
const mostAnew = 20;
const onward = 'Resuming goes on from the last checkpoint.';

export function verdict({ job, state, reason, exit }: Omit<JobState, 'comment'>, facts: Facts): Verdict {
  const { row, step, isStopping } = facts;
  const failed = (sentence: string): Verdict => ({ kind: 'ended', as: 'failed', sentence });
  const again = (): Verdict =>
    isStopping
      ? stoppedAt(step)
      : row.anew < mostAnew
        ? { kind: 'anew' }
        : failed(`Slurm took the run's node away ${row.anew + 1} times; it is left at step ${step}. ${onward}`);
  switch (state) {
    case 'PENDING':
    case 'CONFIGURING':
    case 'REQUEUED':
    case 'REQUEUE_FED':
    case 'REQUEUE_HOLD':
    case 'SPECIAL_EXIT':
    case 'RESV_DEL_HOLD':
      return { kind: 'waits', sentence: waiting(job, reason, facts) };
    case 'SUSPENDED':
    case 'STOPPED':
      return { kind: 'trains', sentence: `Suspended by Slurm at step ${step}; it goes on when Slurm lets it.` };
    case 'RUNNING':
    case 'COMPLETING':
    case 'RESIZING':
    case 'SIGNALING':
    case 'STAGE_OUT':
      return { kind: 'trains', sentence: '' };
    case 'CANCELLED':
      if (isStopping) return row.host === null ? { kind: 'ended', as: 'stopped', sentence: takenOut } : stoppedAt(step);
      return { kind: 'ended', as: 'stopped', sentence: `Cancelled in Slurm at step ${step}.` };
    case 'TIMEOUT':
      return failed(
        `The time limit${row.resources.time === undefined ? '' : ` of ${row.resources.time}`} was reached at step ${step}, and the job could not be put back into the queue. ` +
          `Give it more time (--time) or just resume it. ${onward}`,
      );
    case 'OUT_OF_MEMORY':
      return failed(tooLittleMemory(facts));
    case 'NODE_FAIL':
    case 'PREEMPTED':
      return again();
    case 'BOOT_FAIL':
    case 'DEADLINE':
      return failed(`Slurm ended the job at step ${step}: ${state}${reason === '' ? '' : ` (${reason})`}. ${onward}`);
    case 'COMPLETED':
      return unexplained(facts);
    default:
      break;
  }
  if (exit.code === anewExitCode) return again();
  if (exit.signal === 53)
    return failed(
      `Slurm could not begin the job (0:53): the compute node can't write ${row.folder}. That folder must lie on a file system that login and compute nodes share. ${onward}`,
    );
  if (row.leftBy === 'TERM')
    return isStopping ? stoppedAt(step) : { kind: 'ended', as: 'stopped', sentence: `The job was asked to end (TERM) at step ${step}.` };
  if (exit.signal !== 0 || exit.code > 128) {
    const signal = exit.signal || exit.code - 128;
    return failed(
      `The job was killed at step ${step} (signal ${signal})${signal === 9 ? ', by somebody or for want of memory' : ''}. ${onward}`,
    );
  }
  return failed(
    `The job ended with exit code ${exit.code} at step ${step}${reason === '' || reason === 'NonZeroExitCode' ? '' : ` (${reason})`}. ${onward}`,
  );
}

/** Where Slurm only says that it was killed, what stands in the job's log may say why. */
export function readWithLog(ended: Ended, log: string, facts: Facts): Ended {
  const isForMemory = /exceeded .*memory limit|oom[-_ ]?kill|out of memory/i.test(log) && /signal 9/.test(ended.sentence);
  return isForMemory ? { ...ended, sentence: tooLittleMemory(facts) } : ended;
}

function tooLittleMemory({ row, step }: Facts): string {
  const asked = row.resources.memory ?? '4G';
  return `Slurm ended the job at step ${step}: it used more memory than the ${asked} it asked for. Ask for more (--memory), then resume it. ${onward}`;
}

export const takenOut = 'Taken from Slurm’s queue before it began.';

/** Neither squeue nor sacct knows the job any more. */
export function unexplained({ row, step, isStopping }: Facts): Ended {
  if (row.host === null && isStopping) return { kind: 'ended', as: 'stopped', sentence: takenOut };
  if (row.host === null) {
    const sentence = `Slurm does not have job ${row.job} any more, which had not begun: it was cancelled there.`;
    return { kind: 'ended', as: 'stopped', sentence };
  }
  return {
    kind: 'ended',
    as: 'interrupted',
    sentence: `Slurm's job ${row.job} is over, and the last that was heard of it is step ${step}. ${onward}`,
  };
}

function stoppedAt(step: number): Verdict {
  return { kind: 'ended', as: 'stopped', sentence: `Stopped after step ${step}.` };
}

function waiting(job: string, reason: string, { row, step }: Facts): string {
  const where = `in Slurm as job ${job}${reason === '' ? '' : ` (${reason})`}`;
  if (row.host === null) return `Waits ${where}.`;
  const why = row.leftBy === 'USR2' ? 'Its time limit was reached' : row.leftBy === 'TERM' ? 'Preempted' : 'Its node was lost';
  return `${why} at step ${step}; waits again ${where}.`;
}
