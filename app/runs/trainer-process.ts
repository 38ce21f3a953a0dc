import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import type { Mark, PlacedExit, PlacedTrainer } from './executor.ts';
import { type ExplainedExit, explainExit } from './explain-exit.ts';

export type TrainerState = 'starting' | 'running' | 'stopping' | 'exited' | 'crashed';

/** One owner of one child. Orders wait until it has said hello; it ends once, as exited or as crashed. */
export interface TrainerProcess {
  readonly state: TrainerState;
  readonly pid: number | undefined;
  order(order: Order): void;
  /** Asks it to leave, waits, and kills it when it has not left in time. */
  stop(within: number): void;
  /** Resolves when the process is gone and its last event was heard. */
  readonly gone: Promise<Departure>;
}
export interface Departure extends ExplainedExit {
  crashed: boolean;
  /** True where it had to be killed after a stop. */
  killed: boolean;
  end?: PlacedExit['end'];
}

export function ownTrainer(transport: PlacedTrainer, listen: (event: TrainerEvent, mark?: Mark) => void): TrainerProcess {
  let state: TrainerState = 'starting';
  let hasGreeted = false;
  let killed = false;
  let deadline: NodeJS.Timeout | undefined;
  const waiting: Order[] = [];

  transport.onEvent((event, mark) => {
    if (event.type === 'hello') {
      hasGreeted = true;
      if (state === 'starting') state = 'running';
      for (const order of waiting.splice(0)) transport.post(order);
    }
    listen(event, mark);
  });
  const gone = new Promise<Departure>((resolve) => {
    transport.onExit((exit) => {
      clearTimeout(deadline);
      const crashed = exit.code !== 0;
      state = crashed ? 'crashed' : 'exited';
      resolve({ crashed, killed, end: exit.end, ...explainExit(exit) });
    });
  });

  function order(given: Order): void {
    if (hasGreeted) transport.post(given);
    else waiting.push(given);
  }

  return {
    get state() {
      return state;
    },
    get pid() {
      return transport.pid;
    },
    order,
    stop(within) {
      if (state === 'exited' || state === 'crashed') return;
      state = 'stopping';
      order({ type: 'stop' });
      clearTimeout(deadline);
      deadline = setTimeout(() => {
        killed = true;
        transport.kill();
      }, within);
    },
    gone,
  };
}
