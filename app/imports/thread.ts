import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ThreadMessage, ThreadOrder, ThreadTask } from './protocol.ts';

export interface Thread {
  order(order: ThreadOrder): void;
  onMessage(listen: (message: ThreadMessage) => void): void;
  /** Ended without being asked to, with why. */
  onGone(listen: (sentence: string) => void): void;
  /** At once, whatever it does. */
  end(): Promise<void>;
}

/** Beyond this a reader has lost its bounds; better its end than the machine's. Columns and pictures lie outside of it. */
const heapMegabytes = 384;

export function launchThread(task: ThreadTask, entry = fileURLToPath(new URL('./import-thread.ts', import.meta.url))): Thread {
  const worker = new Worker(entry, { workerData: task, name: 'import', resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
  let isEnded = false;
  let why = '';
  worker.on('error', (error) => {
    why = error.message;
  });
  return {
    order: (order) => worker.postMessage(order),
    onMessage: (listen) => worker.on('message', (message) => !isEnded && listen(message as ThreadMessage)),
    onGone: (listen) =>
      worker.on('exit', (code) => {
        if (isEnded) return;
        listen(code === 0 && why === '' ? '' : `The thread that read broke off: ${why || `it ended with ${code}`}.`);
      }),
    async end() {
      isEnded = true;
      await worker.terminate();
    },
  };
}
