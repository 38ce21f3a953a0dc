import type { JobInfo } from './placement.ts';

/** Where a run trains or trained, how often it was put back and how long it waited, in a few sentences. */
export function jobWords({ job, state, reason, host, requeues, waited, waitsSince, trouble, isOver }: JobInfo, now: number): string {
  const name = job === null ? 'Slurm' : `Slurm, job ${job}`;
  const where = host === null || host === '' ? '' : ` on ${host}`;
  const said = isOver || state === '' ? '' : ` (${[state, reason].filter((part) => part !== '').join(', ')})`;
  const waits = waited + (waitsSince === null ? 0 : Math.max(0, now - waitsSince));
  return [
    `${isOver ? 'Trained' : host === null || waitsSince !== null ? 'Waits' : 'Trains'} in ${name}${waitsSince === null ? where : ''}${said}.`,
    requeues === 0 ? '' : `Put back into the queue ${requeues === 1 ? 'once' : `${requeues} times`}.`,
    waits < 1000 ? '' : `Waited ${span(waits)} in the queue.`,
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
