import type { Executor, ExecutorParts } from '../executor.ts';

/** A process of this machine, which ends with the studio. */
export function local({ launchTrainer, store }: ExecutorParts): Executor {
  return {
    name: 'local',
    isHere: true,
    whyNoPause: null,
    enlist: (runs) => {
      for (const run of runs) store.jobs.remove(run);
    },
    launch: (_run, as) => launchTrainer(as),
    adopt: null,
    probe: null,
    trouble: () => null,
    forget: () => {},
    close: async () => {},
  };
}
