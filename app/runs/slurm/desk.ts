import type { Order, TrainOrder } from '../../../shared/trainer-protocol.ts';
import type { Store } from '../../store/store.ts';
import type { ExecutorParts, JobsPace } from '../executor.ts';
import type { SpoolSide } from './spool-side.ts';

/** What a job finds at the executor that looks after all of them. */
export interface Desk {
  store: Store;
  changes: ExecutorParts['changes'];
  now: () => number;
  pace: JobsPace;
  side: SpoolSide;
  /** Lays out the spool and hands the job to the queue, with the others of its batch. */
  handOver(run: string, order: TrainOrder): void;
  /** The spool stays as it is; another job goes on with it. */
  handOverAnew(run: string): Promise<void>;
  /** @returns whether it was still here */
  takeBack(run: string): boolean;
  /** Again and again until the queue has heard it. */
  cancel(run: string): void;
  order(folder: string, number: number, order: Order): void;
  closed(run: string): void;
}
