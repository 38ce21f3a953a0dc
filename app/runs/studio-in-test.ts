import type { LaunchTrainer, TrainerTransport } from '../../shared/trainer-protocol.ts';
import type { Run } from '../../shared/run.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { launchNode } from './launch-node.ts';
import type { Runs, RunsOptions } from './runs.ts';
import { openRuns } from './supervisor.ts';

/** A workspace in memory with runs in real Node children, for tests. */
export interface StudioInTest {
  store: Store;
  runs: Runs;
  /** Every trainer launched so far. */
  trainers: TrainerTransport[];
  /** Resolves with the run as soon as the condition holds; looked at on every change. */
  until(id: string, condition: (run: Run) => boolean): Promise<Run>;
  /** (step, value) of every recorded point. */
  points(id: string, key: string): [number, number][];
  close(): Promise<void>;
}

export function openStudioInTest(
  knobs: Pick<RunsOptions, 'resolve' | 'today'>,
  store = openStore({ folder: ':memory:', now: Date.now }),
): StudioInTest {
  const trainers: TrainerTransport[] = [];
  const launch = launchNode({ version: 'test' });
  const launchTrainer: LaunchTrainer = (options) => {
    const trainer = launch(options);
    trainers.push(trainer);
    return trainer;
  };
  const runs = openRuns({ store, launchTrainer, now: Date.now, ...knobs });
  return {
    store,
    runs,
    trainers,
    until(id, condition) {
      return new Promise((found) => {
        const look = () => {
          const run = store.runs.get(id)!;
          if (!condition(run)) return;
          leave();
          found(run);
        };
        const leave = runs.changes.subscribe(look);
        look();
      });
    },
    points: (id, key) => [...store.series.points(id, key)].map(({ step, value }) => [step, value]),
    async close() {
      await runs.close();
      store.close();
    },
  };
}
