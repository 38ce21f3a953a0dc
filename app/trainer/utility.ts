import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import { nodeTrainer } from './node-trainer.ts';
import { serveProcess } from './serve-process.ts';

/** The part of Electron's utility process that a trainer uses; typed here because only main/ knows Electron. */
interface ParentPort {
  postMessage(event: TrainerEvent): void;
  on(name: 'message', listen: (message: { data: Order }) => void): void;
}

const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
if (port === undefined) {
  process.stderr.write('This file is the trainer of an Electron utility process; elsewhere launch node-child.ts.\n');
  process.exit(2);
}

/** A trainer as Electron's utility process: it ends with its parent without being told. Its argument is the code version. */
// A terminal tells the whole group; the studio hears it too. SIGTERM is how Electron ends this process.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
serveProcess(
  {
    post: (event) => port.postMessage(event),
    onOrder: (listen) => port.on('message', ({ data }) => listen(data)),
    exit: (code) => process.exit(code),
  },
  nodeTrainer(process.argv[2] ?? 'unknown'),
);
