import { describe, expect, test } from 'vitest';
import { nodeDecoders } from '../../trainer/decoders.ts';
import type { Params } from '../../../shared/params.ts';
import type { Dataset, Draw, ReadDataset } from '../dataset.ts';
import { seededRandom } from '../random.ts';
import { datasets } from './index.ts';
import { cifarRecords, entries, gzip, idxLabels, idxPictures, npy, npz, png, wav } from './test-files.ts';

const count = 240;
const all = Array.from({ length: count }, (_, at) => at);
/** Its number is written into each picture as a colour; classes go by threes. */
const pictures = (folder = '') =>
  Object.fromEntries(all.map((at) => [`${folder}${at % 3}/${String(at).padStart(3, '0')}.png`, png(4, 4, [at, at, at])]));

const idxFiles = {
  'train-images-idx3-ubyte.gz': gzip(idxPictures(count, 16, 16)),
  'train-labels-idx1-ubyte.gz': gzip(idxLabels(all.map((at) => at % 3))),
};

/** Enough files for a share to be held out, of every dataset that is stored. */
const files: Record<string, { files: Record<string, Uint8Array>; params?: Params }> = {
  'picture-folder': { files: pictures() },
  'masked-folder': { files: pictures() },
  'paired-folders': { files: { ...pictures('A/'), ...pictures('B/') } },
  'two-folders': { files: { ...pictures('A/'), ...pictures('B/') } },
  'captioned-folder': {
    files: {
      ...pictures(),
      'captions.txt': new TextEncoder().encode(all.map((at) => `${at % 3}/${String(at).padStart(3, '0')}.png number ${at}`).join('\n')),
    },
  },
  'wav-folder': {
    files: Object.fromEntries(
      all.map((at) => [
        `${at % 3}/${at}.wav`,
        wav(new Uint8Array(Int16Array.from({ length: 64 }, () => 100 * (at + 1)).buffer), { rate: 4000 }),
      ]),
    ),
    params: { length: 64 },
  },
  idx: {
    files: { 'train-images-idx3-ubyte': idxPictures(count, 16, 16), 'train-labels-idx1-ubyte': idxLabels(all.map((at) => at % 3)) },
    params: { size: '16' },
  },
  mnist: { files: idxFiles, params: { size: '16' } },
  'fashion-mnist': { files: idxFiles, params: { size: '16' } },
  kmnist: { files: idxFiles, params: { size: '16' } },
  'cifar-10': { files: { 'data_batch_1.bin': cifarRecords(all.map((at) => at % 10)) } },
  cifar10: { files: { 'data_batch_1.bin': cifarRecords(all.map((at) => at % 10)) } },
  npz: {
    files: {
      'a.npz': npz({
        x: npy(
          '|u1',
          [count, 16, 16],
          Uint8Array.from({ length: count * 256 }, (_, at) => Math.floor(at / 256)),
        ),
        labels: npy(
          '|u1',
          [count],
          Uint8Array.from(all, (at) => at % 3),
        ),
      }),
    },
    params: { size: '16' },
  },
  'npz-points': { files: { 'a.npy': npy('<f4', [count], Float32Array.from(all)) } },
};

const stored = datasets.filter((dataset): dataset is ReadDataset => dataset.files !== undefined);

test('every dataset that is stored is looked at here', () => {
  expect(stored.map(({ name }) => name).sort()).toEqual(Object.keys(files).sort());
});

describe.each(stored.map((recipe) => [recipe.name, recipe] as const))('%s', (name, recipe) => {
  const { files: own, params = {} } = files[name]!;

  test('what is held out is never drawn for training, and the halves share nothing', async () => {
    const usual = Object.fromEntries(recipe.params.map(({ key, presets }) => [key, presets.small.value]));
    const picked = recipe.files.select === 'file' ? { picked: Object.keys(own)[0] } : {};
    const dataset = await recipe.open({
      params: { ...usual, most: 20_000, ...params, heldOut: 20 },
      seed: 1,
      files: { entries: entries(own), ...picked },
      decoders: nodeDecoders,
    });
    const { heldOut } = dataset;
    expect(heldOut).toBeDefined();
    const [trained, held, one, other] = [dataset, heldOut!.all, ...heldOut!.halves].map(drawn);
    // The small files of these repeat their bytes: there only the counts tell.
    if (!/idx|mnist|cifar/.test(name)) {
      expect([...held!].filter((example) => trained!.has(example))).toEqual([]);
      expect([...one!].filter((example) => other!.has(example))).toEqual([]);
      expect(held!.size).toBeGreaterThan(10);
    }
    expect(heldOut!.all.examples! + dataset.examples!).toBe(name === 'two-folders' ? 2 * count : count);
  });
});

/** What tells each drawn example from others: its first number. */
function drawn(dataset: Dataset): Set<number> {
  const draw: Draw = dataset.draw(seededRandom(2), 600);
  const width = draw.values.length / 600;
  return new Set(Array.from({ length: 600 }, (_, at) => Math.round(draw.values[at * width]! * 1e4)));
}
