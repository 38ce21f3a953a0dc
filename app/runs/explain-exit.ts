export interface Exit {
  code: number | null;
  signal: string | null;
  stderr: string;
}
export interface ExplainedExit {
  /** For the run. */
  sentence: string;
  /** For its log: an error where it names the cause, else only what was there, such as a driver's warnings. */
  printed: { level: 'error' | 'info'; sentence: string } | null;
}
const outOfMemory = /heap out of memory|Array buffer allocation failed/i;

/** What to say of the way in which a trainer process ended. */
export function explainExit(exit: Exit): ExplainedExit {
  const text = exit.stderr.trim();
  const isCause = outOfMemory.test(text) || (exit.signal === null && exit.code !== 0);
  const printed = isCause ? ({ level: 'error', sentence: text } as const) : ({ level: 'info', sentence: `${lead}\n${text}` } as const);
  return { sentence: sentenceFor(exit), printed: text === '' ? null : printed };
}
const lead = 'Printed by the trainer before it ended:';

function sentenceFor({ code, signal, stderr }: Exit): string {
  if (outOfMemory.test(stderr)) {
    return 'The trainer ran out of memory. A smaller batch or network may fit; resuming goes on from the last checkpoint.';
  }
  if (signal === 'SIGKILL' || code === 137) {
    return 'The trainer was ended by the system (signal SIGKILL), most likely for want of memory. Resuming goes on from the last checkpoint.';
  }
  if (signal !== null) return `The trainer was ended by signal ${signal}. Resuming goes on from the last checkpoint.`;
  if (code === 0) return 'The trainer left before its work was done.';
  const reason = lastError(stderr);
  return `The trainer broke off with exit code ${code}${reason === '' ? '' : ` (${reason})`}. Resuming goes on from the last checkpoint.`;
}

/** The line that names the error: the last one that looks like `SomeError: what`, else the last line of all. */
function lastError(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const named = lines.filter((line) => /^\w*Error\b.*:/.test(line)).at(-1);
  return (named ?? lines.filter((line) => line !== '').at(-1) ?? '').slice(0, 300);
}
