/**
 * Imported first by a trainer in a job: what asks it to make room. TERM comes for a cancelled, requeued or preempted job and from a node
 * that goes down, soon followed by KILL; USR2 as the warning before the time limit (USR1 would open Node's debugger).
 */
export type Asked = 'TERM' | 'USR2';

const heard = new Set<Asked>();
const listeners: (() => void)[] = [];

for (const asked of ['TERM', 'USR2'] as const) {
  process.on(`SIG${asked}`, () => {
    heard.add(asked);
    for (const listen of listeners) listen();
  });
}
for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => {});

/** A job that was told to end is not to be put back into the queue, whatever warned it before. */
export function askedBy(): Asked | null {
  return heard.has('TERM') ? 'TERM' : heard.has('USR2') ? 'USR2' : null;
}

/** Called at once where one came already. */
export function onSignal(listen: () => void): void {
  listeners.push(listen);
  if (askedBy() !== null) listen();
}
