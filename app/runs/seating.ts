import type { BackendChoice, Gpu } from '../../shared/backend-choice.ts';
import { isGpuBackend, type Room, type Seat, seatFor, settledSeat } from './places.ts';

/** The GPUs of this machine as last told, and a way to ask again. */
export interface Gpus {
  /** Null before the first answer. */
  list(): Gpu[] | null;
  /** Null where there is nobody to ask. */
  refresh(): Promise<void> | null;
}

/** Who computes where: the seats of the runs that have a trainer. */
export interface Seating {
  /** Whether anything can be given out: not before the GPUs are known. */
  readonly isOpen: boolean;
  /** Gives the run a seat, and answers it; null where there is none free. `beyond` gives one even then. */
  take(id: string, choice: BackendChoice, options: { each: number; beyond?: boolean }): Seat | null;
  /** What the run's trainer has found to compute on. */
  settle(id: string, backend: string): void;
  leave(id: string): void;
}

export function openSeating(gpus: Gpus): Seating {
  const seats = new Map<string, { seat: Seat; choice: BackendChoice }>();
  let auto: Room['auto'] = null;

  return {
    get isOpen() {
      return gpus.list() !== null;
    },
    take(id, choice, { each, beyond = false }) {
      const room = { taken: [...seats.values()].map(({ seat }) => seat), gpus: gpus.list() ?? [], each, auto };
      const seat = seatFor(choice, room) ?? (beyond ? seatFor(choice, { ...room, each: Number.POSITIVE_INFINITY }) : null);
      if (seat !== null) seats.set(id, { seat, choice });
      return seat;
    },
    settle(id, backend) {
      const taken = seats.get(id);
      if (taken === undefined) return;
      if (taken.choice === 'auto') auto = isGpuBackend(backend) ? 'gpu' : 'cores';
      seats.set(id, { ...taken, seat: settledSeat(backend, taken.seat) });
    },
    leave: (id) => void seats.delete(id),
  };
}

/** `listGpus` asks the driver; `mayHaveGpus` knows at once that there is none. */
export function openGpus(source: { listGpus(): Promise<Gpu[]>; mayHaveGpus(): boolean }): Gpus {
  const hasDriver = source.mayHaveGpus();
  let known: Gpu[] | null = hasDriver ? null : [];
  let asking: Promise<void> | null = null;
  return {
    list: () => known,
    refresh() {
      if (!hasDriver) return null;
      asking ??= source.listGpus().then((found) => {
        known = found;
        asking = null;
      });
      return asking;
    },
  };
}

/** A machine of which nobody asks what GPUs it has. */
export const noGpus: Gpus = { list: () => [], refresh: () => null };
