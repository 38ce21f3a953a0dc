import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type SampleKind, type SampleMeta, sampleKinds } from '../../../shared/measurement.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { packTexts } from '../../../shared/texts.ts';
import { bitmapOf } from './index.ts';
import { dotsOf } from './letters.ts';
import { motionOf } from './motion.ts';
import { blank, ink, polygon, text, textWidth } from './paint.ts';

const bytes = (shape: number[], of: (at: number) => number): WireTensor => ({
  shape,
  data: Uint8Array.from({ length: shape.reduce((product, length) => product * length, 1) }, (_, at) => of(at)),
});
const floats = (shape: number[], of: (at: number) => number): WireTensor => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, (_, at) => of(at)),
});
const wordless = { shape: [2, 2], data: Int32Array.of(1, 2, 2, 0) };

/** The smallest of each kind; `shade` moves its values and not its shape. */
function sampleOf(kind: SampleKind, shade: number): { tensors: Record<string, WireTensor>; meta: SampleMeta } {
  const points = floats([6, 2], (at) => Math.sin(at + shade));
  switch (kind) {
    case 'pictures':
      return { tensors: { pixels: bytes([5, 4, 4, 1], (at) => (at * 7 + shade) % 256) }, meta: {} };
    case 'grid':
      return { tensors: { pixels: bytes([2, 3, 4, 4, 3], () => shade) }, meta: { columns: ['in', 'out', 'truth'], rows: ['one', 'two'] } };
    case 'captions':
      return {
        tensors: {
          pixels: bytes([2, 4, 4, 1], () => shade),
          truth: wordless,
          said: { shape: [2, 2], data: Int32Array.of(1, 2, 1, 0) },
        },
        meta: { words: ['', 'red', 'disk'] },
      };
    case 'voxels':
      return { tensors: { voxels: bytes([2, 3, 3, 3], (at) => (at % 27 < 14 ? 255 : shade)) }, meta: {} };
    case 'sound':
      return { tensors: { waves: floats([2, 128], (at) => 0.5 * Math.sin(at * (0.3 + shade / 100))) }, meta: { rate: 1000 } };
    case 'embedding':
      return {
        tensors: {
          points,
          labels: { shape: [6], data: Int32Array.of(0, 1, 0, 1, 0, 1) },
          domains: { shape: [6], data: Int32Array.of(0, 0, 0, 1, 1, 1) },
        },
        meta: { names: ['zero', 'one'], domains: ['a', 'b'] },
      };
    case 'unfolding':
      return {
        tensors: { pixels: bytes([2, 2, 2, 1], (at) => (at % 2) * 255), probabilities: floats([2, 4, 2], () => 0.5 + 0 * shade) },
        meta: {},
      };
    case 'points':
      return { tensors: { real: points, generated: floats([4, 2], (at) => Math.cos(at * shade)) }, meta: {} };
    case 'surface':
      return {
        tensors: { values: floats([4, 4], (at) => at * shade), real: points, generated: points },
        meta: { region: { left: -1, right: 1, bottom: -1, top: 1 } },
      };
    case 'text':
      return { tensors: packTexts(['two lines', `of text ${shade}`]), meta: {} };
    case 'table':
      return { tensors: packTexts(['one', String(shade), 'two', 'x']), meta: { columns: ['name', 'value'] } };
    case 'plan':
      return { tensors: { plan: floats([3, 3], (at) => at + shade) }, meta: {} };
  }
}
const bitmap = (kind: SampleKind, shade: number) => {
  const { tensors, meta } = sampleOf(kind, shade);
  return bitmapOf(kind, tensors, meta);
};
const at = ({ width, channels, data }: Bitmap, x: number, y: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
];

describe.each(sampleKinds)('%s', (kind) => {
  it('is a whole picture with something on it, of one size at every step', () => {
    const [before, after] = [bitmap(kind, 10), bitmap(kind, 90)];
    expect(before.data).toHaveLength(before.width * before.height * before.channels);
    expect(before.data.some((value) => value < 200)).toBe(true);
    expect([after.width, after.height]).toEqual([before.width, before.height]);
  });
});

it('a table keeps every picture in its place, under the names of its columns', () => {
  const { meta } = sampleOf('grid', 0);
  const pixels = bytes([2, 3, 4, 4, 1], (place) => Math.floor(place / 16) * 40);
  const table = bitmapOf('grid', { pixels }, meta);
  const [left, top] = [textWidth('one') + 6, 14];
  for (let row = 0; row < 2; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      const shade = (row * 3 + column) * 40;
      expect(at(table, left + column * 50 + 20, top + row * 50 + 20)).toEqual([shade, shade, shade]);
    }
  }
  const bare = bitmapOf('grid', { pixels }, {});
  expect([bare.width, bare.height]).toEqual([3 * 50 - 2, 2 * 50 - 2]);
});

it('a wrong word is red, and a sentence that is right has no red', () => {
  const red = (values: Uint8Array) => {
    let count = 0;
    for (let place = 0; place < values.length; place += 3) if (values[place] === 190 && values[place + 1] === 40) count += 1;
    return count;
  };
  expect(red(bitmap('captions', 0).data)).toBeGreaterThan(10);
  const { tensors, meta } = sampleOf('captions', 0);
  expect(red(bitmapOf('captions', { ...tensors, said: tensors.truth }, meta).data)).toBe(0);
});

it('solids that are empty leave the paper white', () => {
  const empty = bitmapOf('voxels', { voxels: bytes([1, 3, 3, 3], () => 100) }, {});
  expect(empty.data.every((value) => value === 255)).toBe(true);
});

describe('one step in motion', () => {
  const entry = (kind: SampleKind) => ({ id: 1, run: 'r', step: 1, probe: 'p', kind, shapes: {}, meta: {}, object: '' });
  it('a picture appears value after value', () => {
    const { frames } = motionOf(entry('unfolding'), sampleOf('unfolding', 0).tensors);
    expect(frames).toHaveLength(5);
    expect(at(frames[0], 10, 10)).not.toEqual([0, 0, 0]);
    expect(at(frames[1], 10, 10)).toEqual([0, 0, 0]);
    expect(at(frames[1], 150, 10)).not.toEqual([255, 255, 255]);
    expect(at(frames[2], 150, 10)).toEqual([255, 255, 255]);
  });
  it('solids go around, and what stands still is refused', () => {
    const { frames } = motionOf(entry('voxels'), sampleOf('voxels', 0).tensors);
    expect(frames).toHaveLength(48);
    expect(frames[0].data).not.toEqual(frames[12].data);
    expect(() => motionOf(entry('grid'), {})).toThrow(/stands still/);
  });
});

describe('paint', () => {
  property.prop([fc.integer({ min: -30, max: 60 }), fc.integer({ min: -30, max: 60 }), fc.integer({ min: 1, max: 3 })])(
    'letters outside the picture are left out',
    (left, top, scale) => {
      const page = blank(20, 20);
      text(page, 'Wq', left, top, ink, scale);
      expect(page.data).toHaveLength(20 * 20 * 3);
    },
  );
  it('every letter has a drawing of its own', () => {
    const all = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:+=/()%#→_?×'];
    const drawings = new Set(all.map((letter) => JSON.stringify(dotsOf(letter))));
    expect(drawings.size).toBe(all.length);
    expect(dotsOf('漢')).toEqual(dotsOf('?'));
  });
  it('a square is filled whole', () => {
    const page = blank(10, 10);
    polygon(
      page,
      [
        [2, 2],
        [8, 2],
        [8, 8],
        [2, 8],
      ],
      ink,
    );
    expect(page.data.filter((value, place) => place % 3 === 0 && value === ink[0])).toHaveLength(36);
  });
});
