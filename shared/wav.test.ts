import { expect, test } from 'vitest';
import { oneAfterAnother, writeWav } from './wav.ts';

test('a wave file has the 44 bytes of head that players read, then 16 bits a sample, clipped', () => {
  const bytes = writeWav(Float32Array.of(0, 1, -1, 0.5, 7), 2000);
  expect(bytes).toHaveLength(54);
  const text = String.fromCharCode(...bytes.subarray(0, 16), ...bytes.subarray(36, 40));
  expect(text).toBe(`RIFF\u002e\u0000\u0000\u0000WAVEfmt data`);
  const view = new DataView(bytes.buffer);
  expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16]);
  expect([24, 28, 40].map((at) => view.getUint32(at, true))).toEqual([2000, 4000, 10]);
  expect([0, 1, 2, 3, 4].map((at) => view.getInt16(44 + 2 * at, true))).toEqual([0, 32767, -32767, 16384, 32767]);
});

test('sounds follow each other with silence between', () => {
  const whole = oneAfterAnother({ shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }, 10);
  expect([...whole]).toEqual([1, 2, 0, 0, 3, 4]);
});
