import { seededRandom, type Random } from '../app/engine/random.ts';
import { distributionOf } from '../app/engine/measuring/distribution.ts';
import { openStore } from '../app/store/open-store.ts';
import type { Store } from '../app/store/store.ts';
import type { Measurement } from '../shared/measurement.ts';
import { configInput, type RunConfig } from '../shared/run-config.ts';

export interface Size {
  runs: number;
  /** Of each run. */
  params: number;
  series: number;
  /** Series of that many points, one each in the first runs. */
  long: { series: number; points: number };
  /** The first runs that have distributions and sample grids as well, so many each. */
  whole: { runs: number; distributions: number; grids: number };
}

/** What a few years of sweeps leave behind. */
export const large: Size = {
  ...{ runs: 10_000, params: 60, series: 200 },
  ...{ long: { series: 100, points: 1_000_000 }, whole: { runs: 200, distributions: 500, grids: 200 } },
};

/** Fills an empty workspace with runs that were never trained; the same for the same size. `tell` hears how far it has come. */
export function makeLargeWorkspace(folder: string, size: Size, tell: (sentence: string) => void = () => {}): void {
  const store = openStore({ folder, now: () => Date.now() });
  try {
    if (store.runs.list({ archived: 'all', limit: 1 }).total > 0) throw new Error(`${folder} has runs already; name an empty folder.`);
    const random = seededRandom(1);
    for (let from = 0; from < size.runs; from += 100) {
      const to = Math.min(size.runs, from + 100);
      store.together(() => {
        for (let index = from; index < to; index++) makeRun(store, index, size, random);
      });
      if (to % 1000 === 0) tell(`${to} of ${size.runs} runs`);
    }
    const ids = store.runs.list({ archived: 'all', sort: 'number asc', limit: 1000 }).runs.map(({ id }) => id);
    for (let index = 0; index < size.long.series; index++) {
      store.series.append(ids[index % ids.length], longKey(index), walk(index, size.long.points));
      if (index % 10 === 9) tell(`${index + 1} of ${size.long.series} series of ${size.long.points.toLocaleString('en')} points`);
    }
    for (const [index, id] of ids.slice(0, size.whole.runs).entries()) {
      look(store, id, size.whole, random);
      if (index % 20 === 19) tell(`distributions and samples of ${index + 1} of ${size.whole.runs} runs`);
    }
    while (store.tidy());
  } finally {
    store.close();
  }
}

const recipes = ['wgan', 'wgan-gp', 'gan', 'vae'];
const datasets = ['ring8', 'grid25', 'spiral3'];
const norms = ['none', 'batch', 'layer', 'instance'];
const ends = ['finished', 'finished', 'finished', 'stopped', 'failed', 'interrupted'] as const;
const words = ['baseline', 'ablation', 'long', 'warm-up', 'night', 'paper', 'retry'];
const steps = 20_000;

function makeRun(store: Store, index: number, size: Size, random: Random): void {
  const recipe = pick(recipes, random);
  const config = configOf(index, recipe, size.params, random);
  const { id, createdAt } = store.runs.create({ name: `${recipe} ${pick(words, random)} ${index + 1}`, config, parent: null });
  const tags = ['synthetic', ...words.filter(() => random.uniform() < 0.15)];
  store.runs.patch(id, { tags, notes: 'Synthetic: made up to measure the studio, never trained.', archived: random.uniform() < 0.1 });
  const quality = Math.abs(Math.log10(Number(config.params.lambda))) + random.uniform();
  const start: Record<string, number> = {};
  const end: Record<string, number> = {};
  for (let at = 0; at < size.series; at++) {
    const key = seriesKey(at);
    start[key] = 3 + random.uniform();
    // Now and then a loss is NaN at the end, as it is in life.
    end[key] = random.uniform() < 0.002 ? Number.NaN : quality / (1 + at * 0.1) + 0.05 * random.uniform();
  }
  const step = Math.ceil(steps * (0.3 + 0.7 * random.uniform()));
  const measurements: Measurement[] = [
    { type: 'points', step: 0, values: start },
    { type: 'points', step, values: end },
  ];
  const times = Float64Array.of(createdAt, createdAt + step * 25);
  store.record(id, { times, measurements, progress: { step, stepsPerSecond: 20 + 20 * random.uniform(), trainedFor: step * 25 } });
  store.runs.update(id, { status: pick(ends, random), startedAt: createdAt, endedAt: createdAt + step * 25 });
}

function configOf(index: number, recipe: string, params: number, random: Random): RunConfig {
  const known: RunConfig['params'] = {
    lambda: Number((10 ** (2 * random.uniform() - 1)).toPrecision(2)),
    criticRate: Number((10 ** (-4.5 + 2 * random.uniform())).toPrecision(2)),
    norm: pick(norms, random),
    useBias: random.uniform() < 0.5,
    width: pick([64, 128, 256, 512], random),
  };
  for (let at = Object.keys(known).length; at < params; at++) {
    known[`group${Math.floor(at / 10)}.knob${at}`] =
      at % 3 === 0 ? Number(random.uniform().toPrecision(4)) : Math.floor(random.uniform() * (2 + at));
  }
  const dataset = { name: pick(datasets, random), params: {} };
  return { ...configInput.parse({ recipe, dataset, steps, seed: index % 5 }), params: known };
}

/** Some of those that every run has, the others such as a layer's gradients. */
function seriesKey(at: number): string {
  const first = ['w1', 'loss/critic', 'loss/generator', 'modes'];
  return first[at] ?? `gradient/layer${Math.floor(at / 8)}/part${at % 8}`;
}

/** Of the series that are long. */
export function longKey(index: number): string {
  return `long/${String(index).padStart(3, '0')}`;
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random.uniform() * items.length)];
}

function walk(index: number, length: number): { step: Float64Array; time: Float64Array; value: Float64Array } {
  const random = seededRandom(index + 1);
  const [step, time, value] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  let level = 0;
  for (let at = 0; at < length; at++) {
    level += random.uniform() - 0.5;
    step[at] = at;
    time[at] = 1.7e12 + at * 10;
    value[at] = Math.fround(level);
  }
  return { step, time, value };
}

const keysOfDistributions = 10;

function look(store: Store, run: string, { distributions, grids }: Size['whole'], random: Random): void {
  const measurements: Measurement[] = [];
  for (let at = 0; at < distributions; at++) {
    const weights = Float32Array.from({ length: 256 }, () => random.normal() * (0.02 + at / distributions));
    const key = `weights/critic/dense${at % keysOfDistributions}/kernel`;
    measurements.push({
      type: 'distribution',
      step: Math.floor(at / keysOfDistributions) * 100,
      key,
      distribution: distributionOf(weights),
    });
  }
  for (let at = 0; at < grids; at++) {
    const pixels = Uint8Array.from({ length: 16 * 12 * 12 }, () => Math.floor(256 * random.uniform()));
    const tensors = { pixels: { shape: [16, 12, 12, 1], data: pixels } };
    measurements.push({ type: 'sample', step: at * 50, probe: 'samples', kind: 'pictures', tensors, meta: {} });
  }
  const { step, stepsPerSecond, trainedFor } = store.runs.get(run)!;
  const times = Float64Array.from(measurements, (measurement) => 1.7e12 + measurement.step * 25);
  store.record(run, { times, measurements, progress: { step, stepsPerSecond, trainedFor } });
}
