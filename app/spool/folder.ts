import type { TrainOrder } from '../../shared/trainer-protocol.ts';

/**
 * A spool is one folder of one stay of a run in a cluster's queue, on a file system that the studio and the compute nodes both see:
 * `order.bin`, `orders/N.json` (to the trainer), `events.N.bin` (from it, one file a start of the job), `checkpoints/`, `from.safetensors`,
 * `claim/` (the job that trains it) and `job.log`.
 */
export const spool = {
  order: 'order.bin',
  orders: 'orders',
  checkpoints: 'checkpoints',
  from: 'from.safetensors',
  claim: 'claim',
  /** In the claim's folder: the name of the job. */
  claimant: 'job',
  log: 'job.log',
  /** There once the run has its end: a job that is started again has nothing to do. */
  ended: 'ended',
  /** One byte for each time limit that was reached. */
  limits: 'limits',
  events: (file: number) => `events.${file}.bin`,
} as const;

/** The numbers of the event files among these names, in order. */
export function eventFiles(names: Iterable<string>): number[] {
  return [...names]
    .flatMap((name) => {
      const number = /^events\.(\d+)\.bin$/.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    })
    .sort((a, b) => a - b);
}

/** What `order.bin` holds, as V8 writes values. */
export interface SpoolOrder {
  /** `checkpointFolder` and, where it goes on from a file, `from` are in the spool. */
  train: TrainOrder;
  /** Ganymede's version and commit, recorded with the run. */
  code: string;
  /** Time limits that may be reached before the run is left stopped. */
  mostLimits: number;
  /** Checkpoints that the spool keeps while nobody fetches them. */
  keepCheckpoints: number;
}

/** How a job ends that the studio shall hand over anew: the queue did not take it back. */
export const anewExitCode = 75;
