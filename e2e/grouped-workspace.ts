import { openStore } from '../app/store/open-store.ts';
import { configInput } from '../shared/run-config.ts';

/**
 * A workspace of runs that differ in one param and in the seed: `groups` values of lambda, runs of a group recorded at other steps
 * than their neighbours, with noise of their own. Made up, never trained. Ids in the order of making, group after group in turn.
 */
export function makeGroupedWorkspace(folder: string, { runs, groups, points }: { runs: number; groups: number; points: number }): string[] {
  const store = openStore({ folder, now: Date.now });
  const ids = store.together(() =>
    Array.from({ length: runs }, (_, index) => {
      const lambda = Number((10 ** (-2 + (4 * (index % groups)) / Math.max(1, groups - 1))).toPrecision(2));
      const seed = Math.floor(index / groups) + 1;
      const config = configInput.parse({ recipe: 'wgan-gp', dataset: 'ring8', seed, params: { lambda } });
      const run = store.runs.create({ name: `λ ${lambda} seed ${seed}`, config, parent: null });
      const every = 1 + (index % 3);
      const step = Float64Array.from({ length: points }, (__, at) => at * every);
      const time = step.map((at) => run.createdAt + at * (20 + (index % 5)));
      store.series.append(run.id, 'w1', { step, time, value: noisyDecay(index, step, lambda, points) });
      store.series.append(run.id, 'critic/raw', { step, time, value: noisyDecay(index + 7919, step, 1 / lambda, points) });
      store.runs.update(run.id, { status: 'finished', startedAt: run.createdAt, endedAt: time[points - 1], step: step[points - 1] });
      return run.id;
    }),
  );
  while (store.tidy());
  store.close();
  return ids;
}

function noisyDecay(seed: number, step: Float64Array, lambda: number, points: number): Float64Array {
  let state = seed + 1;
  let noise = 0;
  const floor = 0.1 + 0.15 * Math.abs(Math.log10(lambda)) + 0.05 * Math.sin(seed);
  return step.map((at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    noise = 0.95 * noise + 0.05 * (state / 2 ** 32 - 0.5);
    return floor + (1.5 + noise) * Math.exp(-at / (points * 0.3)) + 0.6 * noise;
  });
}
