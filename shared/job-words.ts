import type { JobInfo } from './placement.ts';

/** Where a run trains or trained, how often it was put back and how long it waited; why it waits stands in the run's own sentence. */
export function jobWords({ job, state, host, requeues, waited, waitsSince, trouble, isOver }: JobInfo, now: number): string {
  const where = host === null || host === '' ? '' : ` on ${host}`;
  const isWaiting = !isOver && (host === null || waitsSince !== null);
  const said = isOver || state === '' || state === 'RUNNING' ? '' : ` (${state})`;
  const waits = waited + (waitsSince === null ? 0 : Math.max(0, now - waitsSince));
  return [
    job === null
      ? isOver
        ? ''
        : 'Being handed to Slurm.'
      : isWaiting
        ? ''
        : `${isOver ? 'Trained' : 'Trains'} in Slurm, job ${job}${where}${said}.`,
    requeues === 0 ? '' : `Put back into the queue ${requeues === 1 ? 'once' : `${requeues} times`}.`,
    waits < 1000 ? '' : `${isWaiting ? 'Has waited' : 'Waited'} ${span(waits)} in the queue.`,
    trouble ?? '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
