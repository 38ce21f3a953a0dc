import { fc, test } from '@fast-check/vitest';
import { encode as encodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { expect } from 'vitest';
import { decodePicture } from './decode-picture.ts';

test('PNG in gray, gray with alpha, colour and colour with alpha over white', () => {
  const png = (data: number[], channels: number) =>
    decodePicture(encodePng({ width: 1, height: 1, data: Uint8Array.from(data), channels }));
  expect([...png([40], 1).pixels]).toEqual([40, 40, 40]);
  expect([...png([40, 0], 2).pixels]).toEqual([255, 255, 255]);
  expect([...png([10, 20, 30], 3).pixels]).toEqual([10, 20, 30]);
  expect([...png([0, 100, 200, 128], 4).pixels]).toEqual([127, 177, 227]);
});

test('PNG of 16 bits and of one bit a pixel', () => {
  const deep = encodePng({ width: 1, height: 1, data: Uint16Array.of(0xffff, 0x8080, 0), channels: 3, depth: 16 });
  expect([...decodePicture(deep).pixels]).toEqual([255, 128, 0]);
  const bits = encodePng({ width: 10, height: 1, data: Uint8Array.of(0b10100000, 0b01000000), channels: 1, depth: 1 });
  const { pixels } = decodePicture(bits);
  expect(Array.from({ length: 10 }, (_, at) => pixels[3 * at])).toEqual([255, 0, 255, 0, 0, 0, 0, 0, 0, 255]);
});

test('JPEG comes out close to what went in', () => {
  const data = new Uint8Array(16 * 16 * 4).map((_, at) => [200, 100, 50, 255][at % 4]);
  const { width, height, pixels } = decodePicture(jpeg.encode({ width: 16, height: 16, data }, 95).data);
  expect([width, height]).toEqual([16, 16]);
  [200, 100, 50].forEach((value, channel) => {
    expect(Math.abs(pixels[channel] - value)).toBeLessThan(6);
  });
});

test('a header that claims a huge picture is refused before anything is allocated', () => {
  const png = encodePng({ width: 2, height: 2, data: new Uint8Array(4), channels: 1 });
  new DataView(png.buffer, png.byteOffset).setUint32(16, 0x7fffffff);
  expect(() => decodePicture(png)).toThrow('million pixels');
});

const whole = [
  encodePng({ width: 5, height: 4, data: new Uint8Array(60).map((_, at) => at * 4), channels: 3 }),
  new Uint8Array(jpeg.encode({ width: 9, height: 7, data: new Uint8Array(252).fill(90) }, 80).data),
];
test.prop([fc.constantFrom(...whole), fc.nat(), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 })])(
  'a damaged picture is an error or a whole picture, never half of one',
  (bytes, cut, changes) => {
    const damaged = bytes.slice(0, cut % 3 === 0 ? cut % bytes.length : bytes.length);
    for (const [at, value] of changes) damaged[at % Math.max(1, damaged.length)] = value;
    try {
      const { width, height, pixels } = decodePicture(damaged);
      expect(pixels).toHaveLength(width * height * 3);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).name).not.toBe('AssertionError');
    }
  },
);
