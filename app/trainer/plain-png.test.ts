import { fc, test } from '@fast-check/vitest';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { expect } from 'vitest';
import { plainPng } from './plain-png.ts';

const shape = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 20 }),
  channels: fc.constantFrom(1 as const, 3 as const),
  seed: fc.integer({ min: 0, max: 1e6 }),
});
/** Smooth here and rough there, so that an encoder takes every filter. */
const pixelsOf = ({ width, height, channels, seed }: { width: number; height: number; channels: number; seed: number }) =>
  Uint8Array.from({ length: width * height * channels }, (_, at) => (at % 7 < 4 ? at * 3 + seed : (at * 7919 * (seed + 1)) >> 3) & 0xff);

test.prop([shape, fc.boolean(), fc.integer({ min: 0, max: 9 })], { numRuns: 40 })(
  'gives the pixels that the library for all kinds gives, whoever wrote the file',
  async (given, isAdaptive, compressionLevel) => {
    const { width, height, channels } = given;
    const data = pixelsOf(given);
    const raw = { raw: { width, height, channels } };
    const written = [
      encode({ width, height, channels, data }),
      await sharp(data, raw).png({ adaptiveFiltering: isAdaptive, compressionLevel }).toBuffer(),
    ];
    for (const file of written) {
      const { data: expected } = await sharp(file).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
      expect(plainPng(file)).toEqual({ width, height, pixels: new Uint8Array(expected) });
    }
  },
);

test('leaves to the library what is damaged, has other colours or bits, transparency, or rows out of order', async () => {
  const data = pixelsOf({ width: 8, height: 8, channels: 3, seed: 1 });
  const image = () => sharp(data, { raw: { width: 8, height: 8, channels: 3 } });
  const whole = await image().png().toBuffer();
  expect(plainPng(whole)).not.toBeNull();
  for (let at = 0; at < whole.length; at += 1) {
    const damaged = Uint8Array.from(whole);
    damaged[at]! ^= 0x55;
    expect(plainPng(damaged), String(at)).toBeNull();
    expect(plainPng(whole.subarray(0, at))).toBeNull();
  }
  const others = [
    image().png({ palette: true }),
    image().png({ progressive: true }),
    image().ensureAlpha(0.5).png(),
    image().toColourspace('rgb16').png(),
    image().withIccProfile('p3').png(),
    image()
      .withExif({ IFD0: { Copyright: 'nobody' } })
      .png(),
    image().jpeg(),
  ];
  for (const other of others) expect(plainPng(await other.toBuffer())).toBeNull();
  expect(plainPng(encode({ width: 600, height: 1, channels: 1, data: new Uint8Array(600) }))).toBeNull();
});
