import type { Distribution, Measurement, SampleMeasurement } from '../../shared/measurement.ts';
import { configInput, type RunConfig } from '../../shared/run-config.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

/** What the tests of this folder share. */
export function openMemory(): Store {
  let time = 1_700_000_000_000;
  return openStore({ folder: ':memory:', now: () => ++time });
}

export function configOf(change: Partial<RunConfig> = {}): RunConfig {
  return { ...configInput.parse({ recipe: 'wgan', dataset: 'ring' }), ...change };
}

export function createRun(store: Store, name = 'a run', change: Partial<RunConfig> = {}): string {
  return store.runs.create({ name, config: configOf(change), parent: null }).id;
}

export function recordPoints(store: Store, run: string, points: { step: number; time?: number; values: Record<string, number> }[]): void {
  recordAll(
    store,
    run,
    points.map(({ step, values }) => ({ type: 'points', step, values })),
    points.map(({ step, time }) => time ?? step * 10),
  );
}

export function recordAll(store: Store, run: string, measurements: Measurement[], times?: number[]): void {
  const step = measurements.at(-1)?.step ?? 0;
  store.record(run, {
    times: Float64Array.from(times ?? measurements.map((measurement) => measurement.step * 10)),
    measurements,
    progress: { step, stepsPerSecond: 10, trainedFor: step * 100 },
  });
}

export function distributionOf(seed: number): Distribution {
  return {
    ...{ low: -seed, high: seed, size: 4, nonFinite: 1, min: -seed, max: seed, mean: 0.1 * seed, deviation: 0.5 },
    counts: Uint32Array.of(1, 2, seed),
    quantiles: Float32Array.from({ length: 65 }, (_, rank) => -seed + (rank / 32) * seed),
    bound: seed % 2 === 0 ? { value: 0.01, share: 0.25 } : null,
  };
}

export function sampleOf(step: number, values: number, size = 8): SampleMeasurement {
  const pixels = new Uint8Array(size * size).fill(values);
  return {
    type: 'sample',
    step,
    probe: 'samples',
    kind: 'pictures',
    tensors: { pixels: { shape: [1, size, size, 1], data: pixels } },
    meta: {},
  };
}
