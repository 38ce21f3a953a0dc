import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { StudioError } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import type { DataFiles, Dataset } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { findDataset } from './index.ts';
import { cifarRecords, entries, gzip, idxLabels, idxPictures, npy, npz, png, twoColorPng, wav } from './test-files.ts';

async function open(name: string, files: Record<string, Uint8Array>, params: Params = {}, picked?: string): Promise<Dataset> {
  const recipe = findDataset(name);
  const usual = Object.fromEntries(recipe.params.map(({ key, presets }) => [key, presets.small.value]));
  const handed: DataFiles = { entries: entries(files), picked };
  if (recipe.files === undefined) throw new Error(`${name} is made`);
  return recipe.open({ params: { ...usual, heldOut: 0, ...params }, seed: 1, files: handed, decoders: nodeDecoders });
}

describe('idx', () => {
  const pictures = idxPictures(3, 28, 28);
  const labels = idxLabels([4, 0, 2]);

  test('plain and gzipped give the bytes that the file holds', async () => {
    const plain = await open('idx', { 'train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte': labels });
    const zipped = await open('idx', { 'train-images-idx3-ubyte.gz': gzip(pictures), 'train-labels-idx1-ubyte.gz': gzip(labels) });
    const drawn = plain.draw(seededRandom(1), 10);
    expect(zipped.draw(seededRandom(1), 10)).toEqual(drawn);
    expect(plain.examples).toBe(3);
    const first = seededRandom(1).integer(3);
    expect(plain.classes).toEqual(['0', '2', '4']);
    expect(plain.classes![drawn.labels![0]]).toBe(String([4, 0, 2][first]));
    expect(drawn.values[0]).toBeCloseTo(pictures[16 + first * 784] / 127.5 - 1, 5);
  });

  test('training pictures are preferred, a picked file more; labels may be missing, with a note', async () => {
    const files = {
      't10k-images-idx3-ubyte': idxPictures(2, 28, 28),
      'train-images-idx3-ubyte': pictures,
      'train-labels-idx1-ubyte': labels,
    };
    expect((await open('idx', files)).examples).toBe(3);
    const picked = await open('idx', files, {}, 't10k-images-idx3-ubyte');
    expect(picked.examples).toBe(2);
    expect(picked.classes).toBeNull();
    expect(picked.notes.join()).toContain('t10k-labels-idx1-ubyte');
  });

  test.each([
    ['cut short', pictures.subarray(0, 1000), 'train-images-idx3-ubyte should hold 3 pictures of 28 × 28, 2368 bytes, but ends after 1000'],
    ['cut inside its header', pictures.subarray(0, 9), 'holds 9 bytes; the header of IDX pictures alone is 16'],
    ['of labels', labels, 'header of IDX pictures'],
    ['of something else', new Uint8Array(64).fill(7), 'begins with 0x07070707; IDX pictures begin with 0x00000803'],
    ['cut gzip', gzip(pictures).subarray(0, 60), 'is not a whole gzip file'],
    ['without pictures', idxPictures(0, 28, 28), 'says that it holds 0 pictures'],
  ])('a file %s is refused by name', async (_what, bytes, sentence) => {
    await expect(open('idx', { 'train-images-idx3-ubyte': bytes })).rejects.toThrow(sentence);
  });

  test('labels of another file are refused', async () => {
    await expect(open('idx', { 'train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte': idxLabels([1]) })).rejects.toThrow(
      'holds 1 labels but train-images-idx3-ubyte 3 pictures',
    );
  });
});

describe('cifar10', () => {
  test('planes become pixels, over the seam of two files', async () => {
    const [one, two] = [cifarRecords([3, 9]), cifarRecords([5])];
    two.fill(10, 1, 1025).fill(20, 1025, 2049).fill(30, 2049);
    const dataset = await open('cifar10', { 'data_batch_1.bin': one, 'data_batch_2.bin': two, 'test_batch.bin': cifarRecords([0, 0]) });
    expect(dataset.examples).toBe(3);
    const { values, labels } = dataset.draw(seededRandom(1), 30);
    const third = labels!.indexOf(5);
    [10, 20, 30].forEach((value, channel) => {
      expect(values[third * 3072 + channel]).toBeCloseTo(value / 127.5 - 1, 5);
    });
  });

  test('a cut file and a foreign one are refused by name', async () => {
    await expect(open('cifar10', { 'data_batch_1.bin': cifarRecords([1]).subarray(5) })).rejects.toThrow(
      'data_batch_1.bin holds 3068 bytes',
    );
    await expect(open('cifar10', { 'data_batch_1.bin': cifarRecords([1, 200]) })).rejects.toThrow(
      'Record 2 of data_batch_1.bin has the label 200',
    );
  });
});

describe('picture-folder', () => {
  test('sub-folders are classes; a broken picture is left out and named', async () => {
    const dataset = await open('picture-folder', {
      'cats/a.png': png(10, 10, [255, 255, 255]),
      'cats/broken.png': png(10, 10, [0, 0, 0]).subarray(0, 50),
      'dogs/b.png': png(10, 10, [0, 0, 0]),
      'dogs/note.jpg': new Uint8Array([1, 2, 3]),
    });
    expect(dataset.classes).toEqual(['cats', 'dogs']);
    expect(dataset.examples).toBe(2);
    expect(dataset.notes).toHaveLength(2);
    expect(dataset.notes[0]).toContain('cats/broken.png was left out');
    const { values, labels } = dataset.draw(seededRandom(1), 20);
    labels!.forEach((label, example) => {
      expect(values[example * 32 * 32 * 3]).toBeCloseTo(label === 0 ? 1 : -1, 5);
    });
  });

  test('a flat folder has no classes; gray is brightness', async () => {
    const dataset = await open('picture-folder', { 'a.png': png(50, 20, [255, 0, 0]) }, { colors: 'gray', size: '16' });
    expect(dataset.classes).toBeNull();
    const { values } = dataset.draw(seededRandom(1), 1);
    expect(values).toHaveLength(256);
    expect(values[0]).toBeCloseTo(Math.round(0.299 * 255) / 127.5 - 1, 5);
  });

  test('many broken pictures are counted, not all named; nothing but broken ones is refused', async () => {
    const broken = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}.png`, new Uint8Array(4)]));
    const notes = (await open('picture-folder', { ...broken, 'whole.png': png(4, 4, [1, 2, 3]) })).notes;
    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toBe('10 more pictures were left out.');
    await expect(open('picture-folder', broken)).rejects.toThrow('None of the 30 pictures in this folder can be read. The first: 0.png');
    await expect(open('picture-folder', {})).rejects.toThrow('no picture');
  });

  test('a limit takes pictures evenly and says so', async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.png`, png(4, 4, [at * 20, 0, 0])]));
    const dataset = await open('picture-folder', files, { most: 5 });
    expect(dataset.examples).toBe(5);
    expect(dataset.notes[0]).toContain('Of 10 pictures 5 are read');
  });
});

describe('npz', () => {
  const bytes = Uint8Array.from({ length: 2 * 16 * 16 }, (_, at) => at % 256);

  test.each([1, 2, 3])('version %i of .npy', async (version) => {
    const dataset = await open('npz', { 'a.npy': npy('|u1', [2, 16, 16], bytes, { version }) }, { size: '16' });
    const { values } = dataset.draw(seededRandom(1), 1);
    const first = seededRandom(1).integer(2);
    expect(values[3]).toBeCloseTo(bytes[first * 256 + 3] / 127.5 - 1, 5);
  });

  test('floats of every usual range come to −1…1, stored or deflated, at any offset', async () => {
    for (const [scale, shift] of [
      [1, 0],
      [0.5, 0.5],
      [127.5, 127.5],
    ]) {
      const data = Float64Array.from({ length: 256 }, (_, at) => (-1 + at / 127.5) * scale + shift);
      for (const level of [0, 6] as const) {
        const dataset = await open(
          'npz',
          { 'a.npz': npz({ odd: npy('|u1', [1], Uint8Array.of(1)), x: npy('<f8', [1, 16, 16], data) }, level) },
          { size: '16' },
        );
        const { values } = dataset.draw(seededRandom(1), 1);
        expect(values[0]).toBeCloseTo(-1, 5);
        expect(values[255]).toBeCloseTo(1, 5);
      }
    }
  });

  test('what can’t be read is refused by name', async () => {
    const data = new Float32Array(256);
    const refused = (file: Uint8Array) => expect(open('npz', { 'a.npz': file })).rejects;
    await refused(npy('<c8', [1, 16, 16], new Float32Array(512))).toThrow('holds values of type <c8');
    await refused(npy('<f4', [2, 16, 16], data)).toThrow('should hold 512 values of 4 bytes but ends after 256');
    await refused(npy('<f4', [16, 16], data)).toThrow('no array of pictures');
    await refused(npy('<f4', [1, 16, 16], data.fill(Number.NaN))).toThrow('is NaN');
    await refused(npy('<f4', [1, 16, 16], data.fill(-300))).toThrow('runs from -300 to -300');
    await refused(npz({ x: npy('|u1', [2, 16, 16], bytes) }).subarray(0, 90)).toThrow('not a whole .npz');
    await refused(new Uint8Array(9)).toThrow('neither an .npy nor an .npz');
  });

  test('points are centred and scaled together, or left as they are', async () => {
    const file = { 'a.npy': npy('<f8', [4, 2], Float64Array.of(10, 0, 14, 0, 10, 2, 14, 2)) };
    const { values } = (await open('npz-points', file)).draw(seededRandom(1), 400);
    expect(Math.max(...values)).toBeCloseTo(2 / Math.sqrt(2.5), 5);
    const asIs = await open('npz-points', file, { standardize: false });
    if (asIs.kind !== 'points') throw new Error('not points');
    expect(asIs.region[0]).toBeCloseTo(9.6, 5);
    expect(asIs.examples).toBe(4);
  });
});

/** Whatever happens to a file on the way: it opens and draws finite numbers, or a sentence says what is wrong with it. */
const damage = fc.record({
  keep: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.boolean(),
  changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
});
const half = png(5, 4, [1, 2, 3]);
const ascii = (text: string) => new TextEncoder().encode(text);
const noise = Uint8Array.from({ length: 240 }, (_, at) => (at * 89) % 256);
/** Name, the file that is damaged, its bytes, what lies beside it, and params. */
const wholes: [string, string, Uint8Array, Record<string, Uint8Array>?, Params?][] = [
  ['idx', 'train-images-idx3-ubyte', idxPictures(2, 6, 5)],
  ['idx', 'train-images-idx3-ubyte.gz', gzip(idxPictures(2, 6, 5))],
  ['cifar10', 'data_batch_1.bin', cifarRecords([1])],
  ['picture-folder', 'a.png', png(5, 4, [9, 8, 7])],
  ['paired-folders', 'A/a.png', half, { 'B/a.png': half }],
  ['paired-folders', 'a.png', twoColorPng(6, 4, [1, 2, 3], [4, 5, 6]), {}, { layout: 'side-by-side' }],
  ['two-folders', 'A/a.png', half, { 'B/a.png': half }],
  ['captioned-folder', 'captions.csv', ascii('file_name,caption\na.png,"a dog"\na.png,cat\n'), { 'a.png': half }],
  ['captioned-folder', 'captions.jsonl', ascii('{"file_name":"a.png","text":["a dog","cat"]}\n'), { 'a.png': half }],
  [
    'captioned-folder',
    'captions.json',
    ascii('{"images":[{"id":1,"file_name":"a.png"}],"annotations":[{"image_id":1,"caption":"dog"}]}'),
    { 'a.png': half },
  ],
  ['captioned-folder', 'captions.txt', ascii('a.png#0\ta dog\na.png cat\n'), { 'a.png': half }],
  ['captioned-folder', 'a.png', half, { 'captions.txt': ascii('a.png a dog\n') }],
  ['wav-folder', 'a.wav', wav(noise, { rate: 2000 }), {}, { length: 16, rate: '4000' }],
  ['wav-folder', 'a.wav', wav(noise, { codec: 3, bits: 32, extensible: true }), {}, { length: 16, rate: 'recorded' }],
  ['npz', 'a.npz', npz({ x: npy('|u1', [2, 4, 4], new Uint8Array(32)), y: npy('<i8', [2], BigInt64Array.of(0n, 1n)) })],
  ['npz', 'a.npy', npy('<f4', [2, 4, 4, 3], new Float32Array(96).fill(0.5))],
  ['npz-points', 'a.npy', npy('<f8', [3, 2], Float64Array.of(1, 2, 3, 4, 5, 6))],
];
test.prop([fc.constantFrom(...wholes), damage], { numRuns: 600 })(
  'a damaged file is read or refused in a sentence',
  async ([name, path, whole, beside = {}, params = {}], { keep, cut, changes }) => {
    const bytes = whole.slice(0, cut ? Math.floor(keep * whole.length) : whole.length);
    // Half of the changes hit the beginning, where headers are.
    changes.forEach(([at, value], change) => {
      bytes[Math.floor(at * (change % 2 === 0 ? Math.min(40, bytes.length) : bytes.length))] = value;
    });
    try {
      const { values } = (await open(name, { [path]: bytes, ...beside }, params)).draw(seededRandom(1), 2);
      expect(values.every(Number.isFinite)).toBe(true);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      expect(error.code).toBe('invalid');
      expect(error.message).toMatch(/\.$/);
    }
  },
);
