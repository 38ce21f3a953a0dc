import { execFile } from 'node:child_process';

/** A dead controller is waited for by Slurm's commands themselves for some 18 seconds. */
const patience = 30_000;

export interface Commands {
  /** @returns what it printed. @throws CommandError */
  run(name: string, args: string[], input?: string): Promise<string>;
}

export class CommandError extends Error {
  /** False where the command said no, rather than not being there or not answering. */
  readonly isAway: boolean;

  constructor(sentence: string, isAway: boolean) {
    super(sentence);
    this.isAway = isAway;
  }
}

/** Slurm's commands on this machine. */
export function localCommands(): Commands {
  return {
    run: (name, args, input) =>
      new Promise((resolve, reject) => {
        const env = { ...cleanEnvironment(process.env), SLURM_TIME_FORMAT: '%s' };
        const child = execFile(
          name,
          args,
          { env, timeout: patience, maxBuffer: 1 << 28, killSignal: 'SIGKILL' },
          (error, stdout, stderr) => {
            if (error === null) resolve(stdout);
            else reject(explained(name, error, stderr));
          },
        );
        child.stdin?.on('error', () => {});
        child.stdin?.end(input ?? '');
      }),
  };
}

/** What a job's own environment, or one of an earlier job, would say to Slurm's commands: it would bind the new job to the old one's cores. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(SLURM_(?!CONF$)|SBATCH_|SALLOC_|SRUN_|SQUEUE_|SACCT_|SCANCEL_|PMIX?_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}

function explained(name: string, error: Error & { code?: unknown; killed?: boolean }, stderr: string): CommandError {
  if (error.code === 'ENOENT') return new CommandError(`There is no ${name} on this machine: Slurm's commands must be on the PATH.`, true);
  if (error.killed) return new CommandError(`${name} did not answer within ${patience / 1000} seconds.`, true);
  const said = stderr
    .split('\n')
    .map((line) => line.replace(/^\w+: (error: )?/, '').trim())
    .filter((line) => line !== '');
  const text = said.join(' ') || error.message;
  return new CommandError(text, /contact|connect|timed out|Socket|communication|Zero Bytes|protocol authentication|Transport/i.test(text));
}
