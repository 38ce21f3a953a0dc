import { unzipSync } from 'fflate';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Distribution, Measurement } from '../../shared/measurement.ts';
import { packTexts } from '../../shared/texts.ts';
import { askExport } from '../../shared/api/studio.ts';
import { catalogue } from '../engine/catalogue.ts';
import { exportFile } from '../export-source.ts';
import { readAll } from '../importers/reading/read-in-test.ts';
import { tensorboard as importer } from '../importers/tensorboard.ts';
import { decodePart } from '../imports/decode.ts';
import { openStore } from '../store/open-store.ts';
import { resolve } from '../tiny-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-out-'));
const store = openStore({ folder: ':memory:', now: () => 1.7e12 });
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const distribution: Distribution = {
  ...{ low: -0.3, high: 0.7, counts: Uint32Array.of(0, 3, 0, 5, 2), size: 10, nonFinite: 0, min: -0.3, max: 0.7 },
  ...{ mean: 0.2, deviation: 0.1, quantiles: new Float32Array(65), bound: null },
};
const uneven: Distribution = { ...distribution, edges: Float64Array.of(-0.3, -0.1, 0, 0.1, 0.2, 0.7) };

async function exported(runs: string[], more: object = {}) {
  const parts = {
    store,
    catalogue: catalogue('test', []),
    now: () => 1.7e12,
    printPdf: never,
    wholeCheckpoint: never,
    architecture: never,
  };
  const { content } = await exportFile(parts as never, askExport.parse({ to: 'tensorboard', runs, ...more }));
  const files = unzipSync(await new Response(content as Uint8Array<ArrayBuffer>).bytes());
  const place = mkdtempSync(join(folder, 'log-'));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), bytes);
  }
  return { place, names: Object.keys(files) };
}
const never = () => {
  throw new Error('nothing of it is asked for');
};

function recorded(name: string, measurements: Measurement[], steps: number[], values: number[]): string {
  const config = resolve({ recipe: 'wgan', dataset: 'ring8', params: { generatorWidth: 4, criticWidth: 4 } });
  const { id } = store.runs.create({ name, config, parent: null });
  const [step, value] = [Float64Array.from(steps), Float64Array.from(values)];
  store.series.append(id, 'loss/critic', { step, time: step.map((_, at) => 1.7e12 + at * 250), value });
  store.record(id, {
    times: Float64Array.from(measurements, () => 1.7e12),
    measurements,
    progress: { step: 9, stepsPerSecond: 1, trainedFor: 1 },
  });
  store.runs.update(id, { status: 'finished', startedAt: 1.7e12, endedAt: 1.7e12 + 5000 });
  return id;
}

const pixels = { shape: [3, 4, 5, 3], data: Uint8Array.from({ length: 180 }, (_, at) => (at * 37) % 256) };
const one = recorded(
  'a run: with / marks',
  [
    { type: 'distribution', step: 4, key: 'weights/critic', distribution },
    { type: 'distribution', step: 8, key: 'loss/critic', distribution: uneven },
    { type: 'sample', step: 4, probe: 'samples', kind: 'pictures', tensors: { pixels }, meta: {} },
    { type: 'sample', step: 4, probe: 'said', kind: 'text', tensors: packTexts(['é', '', 'two\nlines']), meta: {} },
    { type: 'sample', step: 4, probe: 'rows', kind: 'table', tensors: packTexts(['1', '2']), meta: { columns: ['a', 'b'] } },
    {
      type: 'sample',
      step: 4,
      probe: 'field',
      kind: 'points',
      tensors: { generated: { shape: [1, 2], data: new Float32Array(2) }, real: { shape: [1, 2], data: new Float32Array(2) } },
      meta: {},
    },
  ],
  [0, 1, 1, 2 ** 40, 2 ** 53, 3, -7],
  [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-45, -0, 1 / 3],
);
const two = recorded('another', [], [1], [2]);

it('is read back as it was: every point in order, as float32, with its step and time', async () => {
  const { place, names } = await exported([one, two]);
  expect(names).toEqual([
    '1-a-run-with-marks/events.out.tfevents.1700000000.ganymede',
    '2-another/events.out.tfevents.1700000000.ganymede',
  ]);
  const [run, other] = await readAll(importer, place);
  const points = [...store.series.points(one, 'loss/critic')];
  expect(run.points.get('loss/critic')).toEqual(points.map((point) => ({ ...point, value: Math.fround(point.value) })));
  expect(other.points.get('loss/critic')).toEqual([{ step: 1, time: 1.7e12, value: 2 }]);
  expect(run.leftOut).toEqual([]);
});

it('keeps buckets as they are, under a tag of their own', async () => {
  const [run] = await readAll(importer, (await exported([one])).place);
  const read = run.parts.filter((part) => part.type === 'distribution');
  expect(read.map(({ key, step }) => [key, step])).toEqual([
    ['weights/critic', 4],
    ['loss/critic (distribution)', 8],
  ]);
  const even = Array.from({ length: 6 }, (_, at) => (at === 5 ? 0.7 : -0.3 + at / 5));
  expect(Array.from(read[0].distribution.edges!)).toEqual(even.map((edge) => expect.closeTo(edge, 12)));
  expect(read[1].distribution.edges).toEqual(uneven.edges);
  for (const { distribution: back } of read) expect(back).toMatchObject({ counts: distribution.counts, size: 10 });
});

it('shows samples as what TensorBoard has for them', async () => {
  const [run] = await readAll(importer, (await exported([one])).place);
  const samples = run.parts.filter((part) => ['pictures', 'text', 'table'].includes(part.type));
  const of = (probe: string) => samples.find((part) => 'probe' in part && part.probe === probe)!;
  const { parts } = await decodePart(of('samples') as never, { incoming: null, signal: new AbortController().signal });
  expect(parts).toMatchObject([{ kind: 'pictures', step: 4, tensors: { pixels } }]);
  expect(of('said')).toMatchObject({ type: 'text', texts: ['é', '', 'two\nlines'] });
  expect(of('rows')).toMatchObject({
    type: 'table',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  });
  expect(of('field')).toMatchObject({ type: 'pictures', files: [expect.any(Uint8Array)] });
});

it('has the config as hyperparameters, and how it ended', async () => {
  const [run] = await readAll(importer, (await exported([one])).place);
  expect(run.params).toMatchObject({ recipe: 'wgan', 'dataset.name': 'ring8', generatorWidth: 4, seed: 1 });
  expect(run.facts).toMatchObject({ status: 'finished', startedAt: 1.7e12 });
});

it('has the asked series only, and refuses one that none has', async () => {
  const [run] = await readAll(importer, (await exported([one], { series: ['loss/critic'] })).place);
  expect([...run.points.keys()]).toEqual(['loss/critic']);
  expect(run.parts.filter(({ type }) => type === 'distribution' || type === 'pictures')).toEqual([]);
  await expect(exported([one], { series: ['nothing'] })).rejects.toThrow(/has the series nothing/);
});
