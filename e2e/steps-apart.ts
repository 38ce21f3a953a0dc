import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CriticWork } from './critic-step.ts';
import { median } from './median.ts';
import { userPython } from '../app/native/python.ts';
import { hasPackages, venvWith } from './python-with.ts';

/** Seconds of one step. */
export interface StepTime {
  cpu: number;
  wall: number;
}

/** The median of one of the two, in words. */
export function seconds(times: StepTime[], of: keyof StepTime): string {
  return `${median(times.map((time) => time[of])).toPrecision(3)} s`;
}

/** Steps in a process of its own that waits while others are measured. */
export interface Steps {
  /** What it says of itself first. */
  version: string;
  /** The mean of so many steps. */
  run(count: number): Promise<StepTime>;
  close(): void;
}

/** The same step in PyTorch; null where there is none. */
export function openTorchSteps(work: CriticWork, threads = 1): Promise<Steps | null> {
  return openSteps(pythonWithTorch(), 'step_torch.py', [work, String(threads)]);
}

/** Our own on wasm: a process that has opened it on one thread stays there. */
export async function openThreadedSteps(work: CriticWork, threads: number): Promise<Steps> {
  const steps = await openSteps(process.execPath, 'threaded-steps.ts', [work, String(threads)]);
  if (steps === null) throw new Error('The process of the threaded steps did not start.');
  return steps;
}

/** The user's; where that has no PyTorch and `--with-torch` was said, one of the bench's own. */
function pythonWithTorch(): string {
  const known = userPython();
  if (!process.argv.includes('--with-torch') || hasPackages(known, ['torch'])) return known;
  return venvWith(known, { packages: ['torch', 'numpy'], venv: 'ganymede-bench-torch' }) ?? known;
}

async function openSteps(program: string, file: string, args: string[]): Promise<Steps | null> {
  const child = spawn(program, [fileURLToPath(new URL(file, import.meta.url)), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const version = await lines.next();
  if (version.done) return null;
  return {
    version: version.value,
    async run(count) {
      child.stdin.write(`${count}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} ended in the middle of its steps.`);
      const [cpu, wall] = value.split(' ').map(Number);
      return { cpu, wall };
    },
    close: () => child.stdin.end(),
  };
}
