import type { LaunchTrainer, Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import type { Exit } from './explain-exit.ts';

/** A trainer whose events are said by hand, for tests; where it is launched again, `hand` is the newest. */
export function trainerByHand() {
  const orders: Order['type'][] = [];
  const hand = { emit: (_event: TrainerEvent): void => {}, leave: (_exit?: Exit): void => {} };
  const launchTrainer: LaunchTrainer = () => ({
    pid: 1,
    post: ({ type }) => orders.push(type),
    onEvent: (listen) => {
      hand.emit = listen;
    },
    onExit: (listen) => {
      hand.leave = (exit = { code: 0, signal: null, stderr: '' }) => listen(exit);
    },
    kill: () => hand.leave(),
  });
  return { orders, hand, launchTrainer };
}
