import { seededRandom, type Random } from './engine/random.ts';
import { distributionOf } from './engine/measuring/distribution.ts';
import { catalogue as listCatalogue } from './engine/catalogue.ts';
import type { Measurement, NamedTensor, SampleMeasurement } from '../shared/measurement.ts';
import { resolveConfig } from '../shared/resolve-config.ts';
import type { RunConfig } from '../shared/run-config.ts';
import type { Store } from './store/store.ts';

/**
 * A made-up workspace for tests, the gallery and checks of scale: `runs` runs, the first few of them whole (curves, distributions,
 * samples of all four kinds, a log). Nothing in it was trained, and every run says so in its tags and notes.
 */
export function seedWorkspace(store: Store, { runs, seed, whole = 4 }: { runs: number; seed: number; whole?: number }): string[] {
  const random = seededRandom(seed);
  const ids = store.together(() => Array.from({ length: runs }, (_, index) => seedRun(store, index, whole, random)));
  while (store.tidy());
  return ids;
}

function seedRun(store: Store, index: number, whole: number, random: Random): string {
  const config = configOf(index, random);
  const run = store.runs.create({ name: config.name ?? 'synthetic', config, parent: null });
  const tags = ['synthetic', ...(index % 3 === 0 ? ['sweep'] : [])];
  store.runs.patch(run.id, { tags, notes: 'Synthetic: made up to look at the studio, never trained.' });
  if (index < whole) recordWhole(store, run.id, index, random);
  else recordSummary(store, run.id, config, random);
  const end = ends[index < whole ? 0 : Math.floor(random.uniform() * ends.length)];
  store.runs.update(run.id, { ...end, startedAt: run.createdAt, endedAt: run.createdAt + 60_000 });
  return run.id;
}

const steps = 2000;
const ends = [
  { status: 'finished', sentence: `All ${steps} steps are done.` },
  { status: 'stopped', sentence: 'Stopped by hand.' },
  { status: 'failed', sentence: 'The loss of the critic became NaN at step 1204.' },
  { status: 'interrupted', sentence: 'The trainer ended without a word.' },
] as const;
const shipped = listCatalogue('synthetic', []);

function configOf(index: number, random: Random): RunConfig {
  const recipe = index % 2 === 0 ? 'wgan' : 'wgan-gp';
  const rate = Number((10 ** (-4.5 + 2 * random.uniform())).toPrecision(2));
  const resolution = resolveConfig(shipped, {
    name: `synthetic ${recipe} ${index + 1}`,
    recipe,
    dataset: index % 3 === 2 ? 'grid25' : 'ring8',
    steps,
    seed: index + 1,
    params: { criticRate: rate },
  });
  if ('config' in resolution) return resolution.config;
  throw new Error(`the synthetic config makes no sense: ${resolution.issues.map(({ message }) => message).join(' ')}`);
}

/** One batch: what the table of runs shows. */
function recordSummary(store: Store, run: string, config: RunConfig, random: Random): void {
  const step = Math.ceil(steps * (0.3 + 0.7 * random.uniform()));
  const w1 = 0.05 + Math.abs(Math.log10(Number(config.params.criticRate)) + 3.4) * 0.4 + 0.05 * random.uniform();
  const measurements: Measurement[] = [
    { type: 'points', step: 0, values: { w1: 3, 'loss/critic': 0, 'loss/generator': 0, modes: 0 } },
    { type: 'points', step, values: { w1, 'loss/critic': -w1 * 0.8, 'loss/generator': 0.3, modes: Math.max(1, Math.round(8 - 6 * w1)) } },
  ];
  const times = Float64Array.of(1.7e12, 1.7e12 + step * 25);
  store.record(run, { times, measurements, progress: { step, stepsPerSecond: 20 + 20 * random.uniform(), trainedFor: step * 25 } });
}

function recordWhole(store: Store, run: string, index: number, random: Random): void {
  const isClipped = index % 2 === 0;
  let noise = 0;
  const measurements: Measurement[] = [];
  for (let step = 0; step <= steps; step++) {
    noise = 0.9 * noise + 0.05 * random.normal();
    const done = 1 - Math.exp(-step / (isClipped ? 700 : 350));
    const w1 = 3 * (1 - done) + 0.06 + Math.abs(noise) * 0.05;
    const critic = step === 777 ? 6 : -w1 * 0.7 + noise * 0.3;
    measurements.push({
      type: 'points',
      step,
      values: { 'loss/critic': critic, 'loss/generator': 0.4 * done + noise, 'critic/slope': isClipped ? 0.02 + 0.05 * done : 1 + noise },
    });
    if (step % 50 === 0) measurements.push({ type: 'points', step, values: { w1, modes: Math.round(8 * done) } });
    if (step % 200 === 0) measurements.push(...looks(step, done, isClipped, random));
  }
  measurements.push({ type: 'note', step: steps, level: 'info', sentence: 'A synthetic run: these numbers come from a formula.' });
  const times = Float64Array.from(measurements, ({ step }) => 1.7e12 + step * 25);
  store.record(run, { times, measurements, progress: { step: steps, stepsPerSecond: 40, trainedFor: steps * 25 } });
}

function looks(step: number, done: number, isClipped: boolean, random: Random): Measurement[] {
  const weights = Float32Array.from({ length: 1024 }, () => {
    const drawn = random.normal() * (isClipped ? 0.004 + 0.02 * done : 0.1 + 0.05 * done);
    return isClipped ? Math.max(-0.01, Math.min(0.01, drawn)) : drawn;
  });
  const norms = Float32Array.from({ length: 256 }, () => Math.abs((isClipped ? 0.05 : done) + 0.1 * random.normal()));
  const real = ring(256, 0.02, random);
  const generated = ring(256, 0.02 + 0.9 * (1 - done), random);
  return [
    {
      type: 'distribution',
      step,
      key: 'weights/critic/dense2/kernel',
      distribution: distributionOf(weights, { bound: isClipped ? 0.01 : null }),
    },
    { type: 'distribution', step, key: 'gradient-norm/interpolates', distribution: distributionOf(norms) },
    { type: 'sample', step, probe: 'samples', kind: 'points', tensors: { real, generated, latents: normals(256, 2, random) }, meta: {} },
    { type: 'sample', step, probe: 'pictures', kind: 'pictures', tensors: pictures(done, random), meta: {} },
    surface(step, done, real, generated, random),
    plan(step, done, random),
  ];
}

function ring(count: number, spread: number, random: Random): NamedTensor {
  const data = new Float32Array(count * 2);
  for (let point = 0; point < count; point++) {
    const angle = (Math.floor(random.uniform() * 8) / 8) * 2 * Math.PI;
    data[point * 2] = 2 * Math.cos(angle) + spread * random.normal();
    data[point * 2 + 1] = 2 * Math.sin(angle) + spread * random.normal();
  }
  return { shape: [count, 2], data };
}

function normals(count: number, size: number, random: Random): NamedTensor {
  return { shape: [count, size], data: Float32Array.from({ length: count * size }, () => random.normal()) };
}

/** Discs that come out of noise. */
function pictures(done: number, random: Random): Record<string, NamedTensor> {
  const [count, size] = [36, 16];
  const data = new Uint8Array(count * size * size);
  for (let at = 0; at < data.length; at++) {
    const picture = Math.floor(at / (size * size));
    const [x, y] = [at % size, Math.floor(at / size) % size];
    const inside = Math.hypot(x - 7.5 - (picture % 3) + 1, y - 7.5) < 3 + (picture % 4) ? 230 : 20;
    data[at] = Math.max(0, Math.min(255, done * inside + (1 - done) * 255 * random.uniform()));
  }
  return { pixels: { shape: [count, size, size, 1], data }, latents: normals(count, 8, random) };
}

function surface(step: number, done: number, real: NamedTensor, generated: NamedTensor, random: Random): SampleMeasurement {
  const side = 48;
  const values = Float32Array.from({ length: side * side }, (_, at) => {
    const x = -3 + (6 * (at % side)) / (side - 1);
    const y = -3 + (6 * Math.floor(at / side)) / (side - 1);
    return -Math.abs(Math.hypot(x, y) - 2) * done + 0.3 * (1 - done) * Math.sin(x);
  });
  const tensors = { values: { shape: [side, side], data: values }, real, generated, gradients: normals(256, 2, random) };
  return {
    type: 'sample',
    step,
    probe: 'critic-surface',
    kind: 'surface',
    tensors,
    meta: { region: { left: -3, right: 3, bottom: -3, top: 3 } },
  };
}

function plan(step: number, done: number, random: Random): SampleMeasurement {
  const count = 32;
  const data = new Float32Array(count * count);
  for (let row = 0; row < count; row++) data[row * count + ((row * 7 + 3) % count)] = 1 / count;
  const tensors = { plan: { shape: [count, count], data }, real: ring(count, 0.02, random), generated: ring(count, 1 - done, random) };
  return { type: 'sample', step, probe: 'transport-plan', kind: 'plan', tensors, meta: { cost: 3 * (1 - done) + 0.1, independentCost: 3 } };
}
