import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointFormat, checkpointName } from '../../shared/checkpoint-format.ts';
import type { Distribution, Measurement, SampleMeasurement } from '../../shared/measurement.ts';
import { writeSafetensors } from '../../shared/safetensors.ts';
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

/** A whole checkpoint of a run as its trainer would have left it, with weights that only look like some. @returns its file */
export function writeCheckpointOf(store: Store, run: string, step: number, change: Partial<RunConfig> = {}): string {
  const file = join(store.checkpoints.folder(run), checkpointName(step));
  const config = { ...store.runs.get(run)?.config, ...change };
  const weights = { 'generator/kernel': { shape: [4], data: Float32Array.of(step, 2, 3, 4) } };
  writeFileSync(
    file,
    writeSafetensors(weights, { format: checkpointFormat, step: String(step), state: '{}', config: JSON.stringify(config) }),
  );
  return file;
}

export function addCheckpoint(store: Store, run: string, step: number, keep = 99): string {
  const file = writeCheckpointOf(store, run, step);
  const bytes = readFileSync(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  store.checkpoints.add(run, { step, file, bytes: bytes.length, sha256, keep });
  return file;
}
