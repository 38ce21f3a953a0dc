import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CriticWork } from './critic-step.ts';

/** Seconds of one step. */
export interface StepTime {
  cpu: number;
  wall: number;
}

/** The same step in PyTorch, in a process of its own that waits while others are measured. */
export interface TorchSteps {
  version: string;
  /** The mean of so many steps. */
  run(count: number): Promise<StepTime>;
  close(): void;
}

/** With the Python that GANYMEDE_PYTHON names, or python3; null where it has no PyTorch. */
export async function openTorchSteps(work: CriticWork): Promise<TorchSteps | null> {
  const script = fileURLToPath(new URL('step_torch.py', import.meta.url));
  const child: ChildProcessWithoutNullStreams = spawn(process.env.GANYMEDE_PYTHON || 'python3', [script, work]);
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
      if (done) throw new Error('PyTorch ended in the middle of its steps.');
      const [cpu, wall] = value.split(' ').map(Number);
      return { cpu, wall };
    },
    close: () => child.stdin.end(),
  };
}
