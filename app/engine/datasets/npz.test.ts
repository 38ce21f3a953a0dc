import { describe, expect, test } from 'vitest';
import { nodeDecoders } from '../../trainer/decoders.ts';
import type { PicturesDataset } from '../dataset.ts';
import { seededRandom } from '../random.ts';
import { npz } from './npz.ts';
import { entries, npy, npz as zipped } from './test-files.ts';

async function open(file: Uint8Array): Promise<PicturesDataset> {
  const dataset = await npz.open({
    params: { heldOut: 0, size: '16' },
    seed: 1,
    files: { entries: entries({ 'a.npz': file }) },
    decoders: nodeDecoders,
  });
  if (dataset.kind !== 'pictures') throw new Error('not pictures');
  return dataset;
}

/** Of so many pictures of 16 × 16, each of one level. */
const levels = (count: number, level = (at: number) => at) =>
  Uint8Array.from({ length: count * 256 }, (_, at) => level(Math.floor(at / 256)));
const pictures = npy('|u1', [6, 16, 16], levels(6));
const ints = (...values: number[]) => BigInt64Array.from(values, BigInt);
/** As NumPy lays out `<U3`. */
const words = (...names: string[]) => Uint32Array.from(names.flatMap((name) => [0, 1, 2].map((at) => name.codePointAt(at) ?? 0)));

/** The class of each level that is drawn. */
async function classed(
  arrays: Record<string, Uint8Array>,
): Promise<{ classes: string[] | null; of: Record<number, string>; notes: string[] }> {
  const dataset = await open(zipped({ images: pictures, ...arrays }));
  const { values, labels } = dataset.draw(seededRandom(1), 60);
  const of: Record<number, string> = {};
  labels?.forEach((label, at) => {
    of[Math.round((values[at * 256] + 1) * 127.5)] = dataset.classes![label];
  });
  return { classes: dataset.classes, of, notes: dataset.notes };
}

describe('labels', () => {
  const expected = { 0: '3', 1: '7', 2: '3', 3: '9', 4: '7', 5: '9' };
  const hot = Uint8Array.from({ length: 60 }, (_, at) => (at % 10 === [3, 7, 3, 9, 7, 9][Math.floor(at / 10)] ? 1 : 0));
  test.each<[string, Record<string, Uint8Array>]>([
    ['[n]', { labels: npy('<i8', [6], ints(3, 7, 3, 9, 7, 9)) }],
    ['[n,1]', { labels: npy('<i8', [6, 1], ints(3, 7, 3, 9, 7, 9)) }],
    ['one-hot', { y: npy('|u1', [6, 10], hot) }],
    ['one-hot floats', { y: npy('<f4', [6, 10], Float32Array.from(hot)) }],
    ['floats that are whole', { target: npy('<f8', [6], Float64Array.of(3, 7, 3, 9, 7, 9)) }],
    ['after an array of numbers', { ids: npy('<i8', [6], ints(0, 1, 2, 3, 4, 5)), labels: npy('<i8', [6], ints(3, 7, 3, 9, 7, 9)) }],
    ['of no telling name, few and different', { id: npy('<i8', [6], ints(0, 0, 0, 1, 1, 1)), z: npy('<i8', [6], ints(3, 7, 3, 9, 7, 9)) }],
    ['of the same part', { y_test: npy('<i8', [6], ints(1, 1, 1, 1, 1, 1)), y_train: npy('<i8', [6], ints(3, 7, 3, 9, 7, 9)) }],
  ])('%s', async (what, arrays) => {
    const training = what === 'of the same part';
    const found = training ? await open(zipped({ x_train: pictures, ...arrays })) : await classed(arrays);
    expect(found.classes).toEqual(['3', '7', '9']);
    expect(found.notes.join()).toMatch(/The labels are the array (labels|y|target|z|y_train)\./);
    if ('of' in found) expect(found.of).toEqual(expected);
  });

  test.each([
    ['x_training', 'y_train', 'y_test'],
    ['valid/x', 'val_labels', 'train_labels'],
    ['train/images', 'training/labels', 'test/labels'],
    ['Validation-X', 'Y-Val', 'Y-Train'],
  ])('of %s are %s, not %s, however a part is called', async (images, ours, others) => {
    const { classes, notes } = await open(
      zipped({
        [others]: npy('<i8', [6], ints(1, 1, 1, 2, 2, 2)),
        [images]: pictures,
        [ours]: npy('<i8', [6], ints(3, 7, 3, 9, 7, 9)),
      }),
    );
    expect(classes).toEqual(['3', '7', '9']);
    expect(notes.join()).toContain(`The labels are the array ${ours}.`);
  });

  test('by words, and words for numbers', async () => {
    const names = await classed({ labels: npy('<U3', [6], words('dog', 'cat', 'dog', 'emu', 'cat', 'emu')) });
    expect([names.classes, names.of[0]]).toEqual([['cat', 'dog', 'emu'], 'dog']);
    const beside = await classed({
      labels: npy('<i8', [6], ints(0, 1, 2, 0, 1, 2)),
      class_names: npy('<U3', [3], words('cat', 'dog', 'emu')),
    });
    expect([beside.classes, beside.of[4]]).toEqual([['cat', 'dog', 'emu'], 'dog']);
    expect(beside.notes.join()).toContain('the names of their classes class_names');
  });

  test('no class is empty, and numbers of the examples are no classes', async () => {
    expect((await classed({ labels: npy('<i8', [6], ints(1, 2, 3, 1, 2, 3)) })).classes).toEqual(['1', '2', '3']);
    expect((await classed({ ids: npy('<i8', [6], ints(0, 0, 0, 1, 1, 1)) })).classes).toBeNull();
    const floats = await classed({ target: npy('<f8', [6], Float64Array.of(0.5, 1, 2, 3, 4, 5)) });
    expect([floats.classes, floats.notes.join()]).toEqual([
      null,
      expect.stringContaining('target, [6] of float64, is not taken for labels'),
    ]);
  });
});

describe('one array that can’t be read', () => {
  test.each<[string, string, Uint8Array, RegExp]>([
    ['of objects', '|O', new Uint8Array(6), /The array odd was left out: it holds Python objects/],
    ['of complex numbers', '<c8', new Float32Array(12) as never, /The array odd was left out: it holds values of type <c8/],
  ])('%s is named, and the pictures are read', async (_what, descr, data, note) => {
    const { notes, examples } = await open(zipped({ images: pictures, odd: npy(descr, [6], data) }));
    expect([examples, notes.join()]).toEqual([6, expect.stringMatching(note)]);
  });

  test('of several fields is named too', async () => {
    const records = npy("x', 'fields': [", [6], new Uint8Array(6));
    const text = Buffer.from(records).toString('latin1').replace("'x', 'fields': ['", "[('a', '<i4')]   ");
    const { notes } = await open(zipped({ images: pictures, odd: Uint8Array.from(text, (letter) => letter.charCodeAt(0)) }));
    expect(notes.join()).toContain('The array odd was left out: it holds records of several fields');
  });

  test('that unpacks to more than is listed, or not at all, is named without zlib’s words', async () => {
    const bytes = zipped({ images: pictures, odd: npy('<i8', [6], ints(0, 1, 0, 1, 0, 1)) });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const listed = Array.from({ length: bytes.length - 46 }, (_, at) => at).filter((at) => view.getUint32(at, true) === 0x02014b50);
    view.setUint32(listed[1] + 24, 20, true);
    expect((await open(bytes)).notes).toContain(
      'The array odd was left out: its bytes are not those that were saved: they can’t be unpacked.',
    );
  });

  test('one wrong byte in a stored array is seen', async () => {
    const bytes = zipped({ images: pictures, labels: npy('<i8', [6], ints(0, 1, 0, 1, 0, 1)) }, 0);
    bytes[400] ^= 1;
    await expect(open(bytes)).rejects.toThrow('its sum is wrong');
  });
});

describe('numbers of every usual range', () => {
  const range = async (file: Uint8Array) => {
    const { notes, draw } = await open(file);
    const { values } = draw(seededRandom(1), 20);
    const unlike = [...new Set(values)].sort((a, b) => a - b).map((value) => Number(value.toFixed(3)));
    return { ends: [unlike[0], unlike.at(-1)], notes: notes.join() };
  };
  const two = (low: number, high: number) => Array.from({ length: 512 }, (_, at) => (at < 256 ? low : high));
  test.each<[string, Uint8Array, [number, number], string]>([
    ['bytes', npy('|u1', [2, 16, 16], Uint8Array.from(two(0, 255))), [-1, 1], ''],
    ['bytes of 0 and 1', npy('|u1', [2, 16, 16], Uint8Array.from(two(0, 1))), [-1, 1], '0 for black and 1 for white'],
    ['bytes of few levels', npy('|u1', [2, 16, 16], Uint8Array.from(two(0, 16))), [-1, -0.875], 'nearly black'],
    ['bool', npy('|b1', [2, 16, 16], Uint8Array.from(two(0, 1))), [-1, 1], ''],
    ['0…1', npy('<f4', [2, 16, 16], Float32Array.from(two(0.25, 1))), [-0.5, 1], 'read as 0…1'],
    ['a little beyond 1', npy('<f4', [2, 16, 16], Float32Array.from(two(0.25, 1.0001))), [-0.5, 1], 'read as 0…1'],
    ['−1…1', npy('<f4', [2, 16, 16], Float32Array.from(two(-0.5, 1))), [-0.5, 1], 'read as −1…1'],
    ['0…255', npy('<f8', [2, 16, 16], Float64Array.from(two(0, 255))), [-1, 1], 'read as 0…255'],
    ['16 bits', npy('<u2', [2, 16, 16], Uint16Array.from(two(0, 65_535))), [-1, 1], 'read as 0…65535'],
    ['12 bits', npy('<u2', [2, 16, 16], Uint16Array.from(two(0, 4095))), [-1, 1], 'read as 0…4095'],
    ['big-endian', npy('>u2', [2, 16, 16], Uint16Array.from(two(0, 0xff00))), [-1, 1], 'read as 0…255'],
    ['half precision', npy('<f2', [2, 16, 16], Uint16Array.from(two(0x3800, 0x3c00))), [0, 1], 'read as 0…1'],
  ])('%s', async (_what, file, ends, note) => {
    const found = await range(file);
    expect(found.ends).toEqual(ends);
    expect(found.notes).toContain(note);
  });
});

describe('shapes', () => {
  /** One red picture. */
  const red = (at: number) => (at === 0 ? 200 : at === 3 ? 255 : 0);
  const pixel = async (file: Uint8Array) => {
    const { channels, examples, draw } = await open(file);
    const { values } = draw(seededRandom(1), 1);
    return [examples, channels, ...Array.from(values.subarray(0, channels), (value) => Math.round((value + 1) * 127.5))];
  };
  const last = (channels: number) => Uint8Array.from({ length: 256 * channels }, (_, at) => red(at % channels));
  const first = (channels: number) => Uint8Array.from({ length: 256 * channels }, (_, at) => red(Math.floor(at / 256)));
  test.each<[string, Uint8Array, number[]]>([
    ['channels last', npy('|u1', [1, 16, 16, 3], last(3)), [1, 3, 200, 0, 0]],
    ['channels first', npy('|u1', [1, 3, 16, 16], first(3)), [1, 3, 200, 0, 0]],
    ['one channel first', npy('|u1', [1, 1, 16, 16], first(1)), [1, 1, 200]],
    ['with alpha', npy('|u1', [1, 16, 16, 4], last(4)), [1, 3, 200, 0, 0]],
    ['with alpha, channels first', npy('|u1', [1, 4, 16, 16], first(4)), [1, 3, 200, 0, 0]],
    ['one colour picture', npy('|u1', [16, 16, 3], last(3)), [1, 3, 200, 0, 0]],
    ['in Fortran order', npy('|u1', [1, 16, 16, 3], first(3), { order: 'True' }), [1, 3, 200, 0, 0]],
  ])('%s', async (_what, file, expected) => {
    expect(await pixel(file)).toEqual(expected);
  });

  test('the training part is read where another is as large, and the other is named', async () => {
    const dataset = await open(
      zipped({
        x_test: npy(
          '|u1',
          [6, 16, 16],
          levels(6, () => 9),
        ),
        x_train: pictures,
      }),
    );
    expect(dataset.notes.join(' ')).toContain('The pictures are the array x_train, [6,16,16]. Not read: x_test [6,16,16].');
  });
});
