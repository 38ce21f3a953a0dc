import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { LaunchTrainer, TrainerEvent } from '../shared/trainer-protocol.ts';

const stderrKept = 8_000;

/** Trainers as utility processes. Their V8 heap is capped by pointer compression; tensors of wasm and GPUs live outside it. */
export const launchUtility =
  (codeVersion: string): LaunchTrainer =>
  ({ name }) => {
    const child = utilityProcess.fork(join(import.meta.dirname, 'trainer.js'), [codeVersion], {
      serviceName: name,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env },
    });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-stderrKept);
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (order) => child.postMessage(order),
      onEvent: (listen) => {
        child.on('message', (event: TrainerEvent) => listen(event));
      },
      onExit: (listen) => {
        // Utility processes give no signal: an end by the system is a code other than 0.
        child.once('exit', (code) => listen({ code, signal: null, stderr }));
      },
      kill: () => {
        child.kill();
      },
    };
  };
