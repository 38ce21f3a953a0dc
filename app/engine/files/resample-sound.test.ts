import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { resampleSound } from './resample-sound.ts';

const sine = (hertz: number, rate: number, length: number, phase = 0) =>
  Float32Array.from({ length }, (_, at) => Math.sin((2 * Math.PI * hertz * at) / rate + phase));
const inner = (samples: Float32Array) => samples.subarray(Math.floor(samples.length * 0.25), Math.floor(samples.length * 0.75));
const loudest = (samples: Float32Array) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const rate = fc.constantFrom(4000, 8000, 11025, 16000, 22050, 44100, 48000);
test.prop([rate, rate, fc.double({ min: 0.02, max: 0.75, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true })], { numRuns: 60 })(
  'a tone that both rates can hold is the same tone at the other',
  (from, to, share, phase) => {
    const hertz = (share * Math.min(from, to)) / 2;
    const length = Math.ceil((from / Math.min(from, to)) * 400);
    const there = resampleSound(sine(hertz, from, length, phase), from, to);
    expect(there).toHaveLength(Math.floor((length * to) / from));
    const expected = inner(sine(hertz, to, there.length, phase));
    inner(there).forEach((value, at) => {
      expect(Math.abs(value - expected[at])).toBeLessThan(0.01);
    });
  },
);

test('what the lower rate can’t hold is gone, instead of folding back as another tone', () => {
  for (const hertz of [2300, 3000, 9000, 20_000]) {
    expect(loudest(inner(resampleSound(sine(hertz, 44_100, 22_050), 44_100, 4000)))).toBeLessThan(0.01);
  }
});

test('silence and a steady level stay what they are; the same rate changes nothing', () => {
  const level = inner(resampleSound(new Float32Array(4000).fill(0.5), 44_100, 7999));
  expect(Math.max(...level.map((value) => Math.abs(value - 0.5)))).toBeLessThan(1e-6);
  expect(loudest(resampleSound(new Float32Array(500), 48_000, 2000))).toBe(0);
  const same = sine(100, 8000, 50);
  expect(resampleSound(same, 8000, 8000)).toBe(same);
  expect(resampleSound(new Float32Array(0), 8000, 2000)).toHaveLength(0);
});
