import type { TrainerHome, TrainerPort } from './home.ts';
import { serveTrainer } from './trainer.ts';

/** Serves a trainer in this process and sees to it that nothing dies unheard: some homes only warn of a rejection. */
export function serveProcess(port: TrainerPort, home: TrainerHome): void {
  const trainer = serveTrainer(port, home);
  process.on('unhandledRejection', (error) => trainer.fail(error));
  process.on('uncaughtException', (error) => trainer.fail(error));
  port.post({ type: 'hello', pid: process.pid });
}
