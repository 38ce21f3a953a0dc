/** What Slurm tells of a job. */
export interface JobState {
  /** `123`, of an array's element `123_4`. */
  job: string;
  /** In capitals, without what stands behind it (`CANCELLED by 0`). */
  state: string;
  reason: string;
  /** Of its script. */
  exit: { code: number; signal: number };
  comment: string;
}

const fields = [
  ['JobArrayID', 40],
  ['State', 24],
  ['exit_code', 12],
  ['Comment', 80],
  ['Reason', 120],
] as const;

/** One question for all jobs of a user. Columns of fixed width are the one form that has not changed in ten years. */
export const squeueArgs = ['--me', '-r', '-t', 'all', '-h', '-O', fields.map(([name, width]) => `${name}:${width}`).join(',')];

export function parseSqueue(text: string): JobState[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    const [job, state, status, comment, reason] = columnsOf(line);
    const raw = Number(status);
    return [
      { job, state: firstWord(state), reason: reason === 'None' ? '' : reason, comment, exit: { code: raw >> 8, signal: raw & 127 } },
    ];
  });
}

function columnsOf(line: string): string[] {
  let at = 0;
  return fields.map(([, width]) => {
    at += width;
    return line.slice(at - width, at).trim();
  });
}

/** For jobs that the queue has forgotten. */
export function sacctArgs(jobs: string[]): string[] {
  return ['-X', '-P', '-n', '-o', 'JobID,State,ExitCode', '-j', jobs.join(',')];
}

export function parseSacct(text: string): JobState[] {
  return text.split('\n').flatMap((line) => {
    const [job, state, exit] = line.trim().split('|');
    if (exit === undefined) return [];
    const [code, signal] = exit.split(':').map(Number);
    return [{ job, state: firstWord(state), reason: '', comment: '', exit: { code, signal: signal ?? 0 } }];
  });
}

function firstWord(state: string): string {
  return state.split(/[\s+]/)[0];
}
