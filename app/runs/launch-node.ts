import { fork } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchTrainer, TrainerEvent } from '../../shared/trainer-protocol.ts';

export interface LaunchNodeOptions {
  /** Ganymede's version and commit, recorded with each run. */
  version: string;
  /** The trainer's entry; left out: the source beside this folder. */
  entry?: string;
  /** The Node to run it with; left out: the one that runs this. */
  program?: string;
  /** V8's limit for the trainer's heap, in MB. Tensors of native and GPU backends are outside of it. */
  heapMegabytes?: number;
}

const stderrKept = 20_000;

/** Trainers as plain Node children: the headless doors' way, with every backend. */
export function launchNode({ version, entry = sourceEntry(), program, heapMegabytes }: LaunchNodeOptions): LaunchTrainer {
  return ({ isConfined = false }) => {
    const child = fork(entry, [version], {
      ...(program === undefined ? {} : { execPath: program }),
      serialization: 'advanced',
      execArgv: isConfined ? confinement(entry) : heapMegabytes === undefined ? [] : [`--max-old-space-size=${heapMegabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrKept);
    });
    // A message to a child that has just died is lost with it; its exit tells the story.
    child.on('error', (error) => {
      stderr += `${error.message}\n`;
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (order) => {
        if (child.connected) child.send(order, () => {});
      },
      onEvent: (listen) => child.on('message', (event) => listen(event as TrainerEvent)),
      // 'close' comes after the last message; 'exit' may come before.
      onExit: (listen) => child.on('close', (code, signal) => listen({ code, signal, stderr })),
      kill: () => child.kill('SIGKILL'),
    };
  };
}

/** What reads a stranger's file may read the studio's own code, and nothing else; it writes nothing and starts nothing. */
function confinement(entry: string): string[] {
  const root = resolve(dirname(entry), entry.endsWith('.ts') ? '../..' : '.');
  return ['--permission', `--allow-fs-read=${root}`, '--max-old-space-size=512'];
}

function sourceEntry(): string {
  return fileURLToPath(new URL('../trainer/node-child.ts', import.meta.url));
}
