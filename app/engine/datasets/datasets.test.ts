import { describe, expect, test } from 'vitest';
import { dataKinds, type Params } from '../../../shared/params.ts';
import { keptFiles } from '../../../shared/published.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import { writeWav } from '../../../shared/wav.ts';
import type { DataFiles, Dataset, DatasetRecipe } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { datasets, findDataset } from './index.ts';
import { cifarRecords, entries, gzip, idxLabels, idxPictures, npy, npz, png, twoColorPng } from './test-files.ts';

const idxPair = (ending: string) => ({
  entries: entries({
    [`train-images-idx3-ubyte${ending}`]: ending === '' ? idxPictures(20, 28, 28) : gzip(idxPictures(20, 28, 28)),
    [`train-labels-idx1-ubyte${ending}`]: ending === '' ? idxLabels(numbers(20, 10)) : gzip(idxLabels(numbers(20, 10))),
  }),
});
const cifarFiles = { entries: entries({ 'data_batch_1.bin': cifarRecords(numbers(7, 10)), 'test_batch.bin': cifarRecords([1]) }) };

/** What the datasets that read from disk are given here, by name. */
const filesFor: Record<string, DataFiles> = {
  idx: idxPair(''),
  mnist: idxPair('.gz'),
  'fashion-mnist': idxPair('.gz'),
  kmnist: idxPair('.gz'),
  cifar10: cifarFiles,
  'cifar-10': cifarFiles,
  'picture-folder': {
    entries: entries({
      'cats/a.png': png(40, 30, [255, 0, 0]),
      'cats/b.png': png(9, 9, [0, 255, 0]),
      'dogs/a.png': png(64, 64, [0, 0, 255]),
    }),
  },
  'masked-folder': {
    entries: entries({
      'cats/a.png': png(40, 30, [255, 0, 0]),
      'cats/b.png': png(9, 9, [0, 255, 0]),
      'dogs/a.png': png(64, 64, [0, 0, 255]),
    }),
  },
  'paired-folders': {
    entries: entries({
      'A/1.png': twoColorPng(40, 20, [255, 0, 0], [9, 9, 9]),
      'A/2.png': twoColorPng(20, 10, [0, 255, 0], [99, 9, 9]),
      'B/1.png': twoColorPng(80, 40, [0, 0, 255], [200, 0, 9]),
      'B/2.png': twoColorPng(20, 10, [7, 7, 7], [50, 60, 70]),
    }),
  },
  'two-folders': {
    entries: entries({
      'cat/1.png': png(40, 20, [255, 0, 0]),
      'cat/2.png': png(20, 10, [0, 255, 0]),
      'dog/1.png': png(80, 40, [0, 0, 255]),
    }),
  },
  'wav-folder': {
    entries: entries({
      'high/a.wav': writeWav(
        Float32Array.from(numbers(3000, 97), (value) => value / 97),
        4000,
      ),
      'low/a.wav': writeWav(
        Float32Array.from(numbers(2500, 300), (value) => value / 300 - 0.5),
        4000,
      ),
    }),
  },
  'captioned-folder': {
    entries: entries({
      'a.png': png(40, 20, [255, 0, 0]),
      'b.png': png(20, 10, [0, 255, 0]),
      'captions.csv': new TextEncoder().encode('file_name,caption\na.png,"Red, all of it."\nb.png,green\nb.png,Not red\n'),
    }),
  },
  npz: {
    entries: entries({
      'data.npz': npz({
        x: npy('|u1', [5, 28, 28], Uint8Array.from(numbers(5 * 784, 256))),
        y: npy('<i8', [5], BigInt64Array.of(0n, 1n, 2n, 1n, 0n)),
      }),
    }),
  },
  'npz-points': { entries: entries({ 'points.npy': npy('<f4', [6, 2], Float32Array.from(numbers(12, 5))) }) },
};

function numbers(count: number, below: number): number[] {
  return Array.from({ length: count }, (_, at) => (at * 7) % below);
}

function usual(recipe: DatasetRecipe): Params {
  return Object.fromEntries(recipe.params.map(({ key, presets }) => [key, presets.small.value]));
}

/** The usual params, and each choice and switch the other way. */
function variants(recipe: DatasetRecipe): Params[] {
  const others = recipe.params.flatMap(({ key, type, choices, presets }): Params[] => {
    if (type === 'boolean') return [{ [key]: presets.small.value !== true }];
    return (choices ?? []).filter(({ value }) => value !== presets.small.value).map(({ value }) => ({ [key]: value }));
  });
  return [usual(recipe), ...others.map((other) => ({ ...usual(recipe), ...other }))];
}

async function open(recipe: DatasetRecipe, params = usual(recipe)): Promise<Dataset> {
  if (recipe.files === undefined) return recipe.open({ params, seed: 1 });
  return recipe.open({ params, seed: 1, files: filesFor[recipe.name], decoders: nodeDecoders });
}

function exampleSize(dataset: Dataset): number {
  return exampleShape(shapeOf(dataset)).reduce((product, side) => product * side, 1);
}

test('names are unique and are found again; another one is refused with the list', () => {
  expect(new Set(datasets.map(({ name }) => name)).size).toBe(datasets.length);
  for (const dataset of datasets) expect(findDataset(dataset.name)).toBe(dataset);
  expect(() => findDataset('mnsit')).toThrow(/no dataset named mnsit.*ring8.*idx/);
});

const published = datasets.flatMap((recipe) => (recipe.files && recipe.published ? [{ ...recipe, published: recipe.published }] : []));
test.each(published.map((recipe) => [recipe.name, recipe] as const))(
  '%s says whose it is, from where, and how it is told',
  (name, recipe) => {
    const { files, addresses, ...words } = recipe.published;
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(Object.values(words).every((text) => text.length > 2)).toBe(true);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of [...addresses, words.page]) expect(new URL(address).protocol).toMatch(/^https?:$/);
    for (const address of addresses) expect(address).toMatch(/\/$/);
    for (const file of files) {
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(file.name).toMatch(/^[\w.-]+$/);
      expect(file.members === undefined || /\.(tar\.gz|tgz)$/.test(file.name)).toBe(true);
      expect(file.bytes).toBeGreaterThan(0);
    }
    const kept = keptFiles(recipe.published).map((file) => file.name);
    expect(new Set(kept).size).toBe(kept.length);
    // What it reads is among what is kept.
    expect(kept.some((file) => recipe.files.endings.some((ending) => file.endsWith(ending)))).toBe(true);
  },
);

describe.each(datasets.map((recipe) => [recipe.name, recipe] as const))('%s', (_name, recipe) => {
  test('keeps its declaration', () => {
    expect(dataKinds).toContain(recipe.kind);
    expect(recipe.params.some(({ type }) => type === 'path')).toBe(recipe.files !== undefined && recipe.published === undefined);
    for (const { presets, choices, min, max } of recipe.params) {
      for (const { value, source } of [presets.small, presets.paper]) {
        expect(source.text).not.toBe('');
        if (choices) expect(choices.map((choice) => choice.value)).toContain(value);
        if (typeof value === 'number') expect(value >= (min ?? -Infinity) && value <= (max ?? Infinity)).toBe(true);
      }
    }
  });

  test.each(variants(recipe).map((params) => [JSON.stringify(params), params] as const))('%s', async (_params, params) => {
    const dataset = await open(recipe, params);
    const size = exampleSize(dataset);
    const draw = dataset.draw(seededRandom(5), 33);
    const { values, labels } = draw;
    if (dataset.kind === 'pairs') expect(draw.given).toHaveLength(33 * dataset.given.size ** 2 * dataset.given.channels);
    if (dataset.kind === 'domains') {
      expect(draw.other).toHaveLength(33 * size);
      expect(draw.other).not.toEqual(values);
      expect(draw.otherLabels === null).toBe(dataset.classes === null);
    }
    if (dataset.kind === 'captions') {
      expect(draw.words).toHaveLength(33 * dataset.length);
      expect(draw.words!.every((word) => word >= 0 && word < dataset.words.length)).toBe(true);
      expect(dataset.words[0]).toBe('');
    }
    for (const factor of Object.values(draw.factors ?? {})) expect(factor).toHaveLength(33);
    expect(dataset.kind).toBe(recipe.kind);
    expect(values).toHaveLength(33 * size);
    expect(values.every(Number.isFinite)).toBe(true);
    if (dataset.kind === 'pictures') {
      expect(dataset.size).toBe(Number(params.size));
      expect(values.every((value) => value >= -1 && value <= 1)).toBe(true);
      expect(new Set(values).size).toBeGreaterThan(1);
    }
    expect(labels === null).toBe(dataset.classes === null);
    if (labels !== null) {
      expect(labels).toHaveLength(33);
      expect(labels.every((label) => label >= 0 && label < dataset.classes!.length)).toBe(true);
    }
    // The same numbers from the same seed, by another opening; other numbers from another seed.
    expect((await open(recipe, params)).draw(seededRandom(5), 33).values).toEqual(values);
    expect(dataset.draw(seededRandom(6), 33).values).not.toEqual(values);
  });

  test('draws in pieces what it draws at once', async () => {
    const dataset = await open(recipe);
    const random = seededRandom(3);
    const pieces = [dataset.draw(random, 4), dataset.draw(random, 5)].flatMap(({ values }) => [...values]);
    expect(pieces).toEqual([...dataset.draw(seededRandom(3), 9).values]);
  });
});

describe('the modes of the toy data', () => {
  test('stand and spread as declared', async () => {
    for (const name of ['ring8', 'grid25', 'mixture-1d']) {
      const dataset = await open(findDataset(name));
      if (dataset.kind !== 'points' || dataset.modes === null) throw new Error(`${name} has no modes`);
      const { centers, deviation, weights } = dataset.modes;
      const { values, labels } = dataset.draw(seededRandom(1), 20_000);
      const width = dataset.dimensions;
      const counts = new Float64Array(weights.length);
      let squares = 0;
      labels!.forEach((mode, example) => {
        counts[mode] += 1;
        for (let axis = 0; axis < width; axis += 1) squares += (values[example * width + axis] - centers[mode * width + axis]) ** 2;
      });
      expect(Math.sqrt(squares / values.length)).toBeCloseTo(deviation, 2);
      counts.forEach((count, mode) => {
        expect(Math.abs(count / 20_000 - weights[mode])).toBeLessThan(0.02);
      });
    }
  });

  test('the ring has radius 2/1.414, the grid reaches 4/2.828, the roll stays within 4.5π/7.5 and its noise', async () => {
    const ring = await open(findDataset('ring8'));
    const grid = await open(findDataset('grid25'));
    if (ring.kind !== 'points' || grid.kind !== 'points') throw new Error('not points');
    expect(Math.hypot(ring.modes!.centers[2], ring.modes!.centers[3])).toBeCloseTo(2000 / 1414, 5);
    expect(Math.max(...grid.modes!.centers)).toBeCloseTo(4 / 2.828, 5);
    const { values } = (await open(findDataset('swiss-roll'))).draw(seededRandom(1), 5000);
    const radii = Array.from({ length: 5000 }, (_, at) => Math.hypot(values[2 * at], values[2 * at + 1]));
    expect(Math.max(...radii)).toBeLessThan((4.5 * Math.PI + 6 * 0.25) / 7.5);
    expect(Math.min(...radii)).toBeGreaterThan((1.5 * Math.PI - 6 * 0.25) / 7.5);
  });
});

test('shapes tell the factors that made them: a larger size covers more, a place to the right lies right', async () => {
  const dataset = await open(findDataset('shapes'), { ...usual(findDataset('shapes')), drawing: 'filled' });
  if (dataset.kind !== 'pictures') throw new Error('not pictures');
  const { values, factors } = dataset.draw(seededRandom(2), 200);
  const each = dataset.size ** 2;
  const measured = Array.from({ length: 200 }, (_, example) => {
    let [cover, right] = [0, 0];
    for (let at = 0; at < each; at += 1) {
      const lit = (values[example * each + at] + 1) / 2;
      cover += lit;
      right += lit * (((at % dataset.size) + 0.5) / dataset.size - 0.5);
    }
    return { cover, x: right / cover };
  });
  measured.forEach(({ x }, example) => {
    expect(Math.abs(x - factors!.x[example])).toBeLessThan(0.02);
  });
  expect(
    correlation(
      Array.from(factors!.size),
      measured.map(({ cover }) => Math.sqrt(cover)),
    ),
  ).toBeGreaterThan(0.6);
});

function correlation(first: number[], second: number[]): number {
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [a, b] = [mean(first), mean(second)];
  const product = mean(first.map((value, at) => (value - a) * (second[at] - b)));
  return product / Math.sqrt(mean(first.map((value) => (value - a) ** 2)) * mean(second.map((value) => (value - b) ** 2)));
}
