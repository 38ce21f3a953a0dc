import './outlive-signals.ts';
import type { Order } from '../../shared/trainer-protocol.ts';
import { nodeTrainer } from './node-trainer.ts';
import { serveProcess } from './serve-process.ts';

/** A trainer as a plain Node child, launched by child_process.fork with `serialization: 'advanced'`; its argument is the code version. */
serveProcess(
  {
    post: (event) => process.send?.(event),
    onOrder: (listen) => process.on('message', (order) => listen(order as Order)),
    exit: (code) => process.exit(code),
  },
  nodeTrainer(process.argv[2] ?? 'unknown'),
);
// The studio is gone, and with it the only one who could record: what was acknowledged is safe, so end at once.
process.on('disconnect', () => process.exit(0));
