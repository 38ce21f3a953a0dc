import { expect, test } from 'vitest';
import { powerAt, powerBelow, powerOfBin } from './sound-power.ts';

test('all bins together hold the energy of the wave (Parseval), and a tone lies in its bin', () => {
  const wave = Float32Array.from({ length: 64 }, (_, at) => 0.5 * Math.sin((2 * Math.PI * 5 * at) / 64) + 0.1 * Math.cos(at));
  const bins = Array.from({ length: 64 }, (_, bin) => powerOfBin(wave, bin)).reduce((sum, power) => sum + power, 0);
  const energy = wave.reduce((sum, value) => sum + value * value, 0);
  expect(Math.abs(bins / (64 * energy) - 1)).toBeLessThan(1e-6);
  const tone = Float32Array.from({ length: 64 }, (_, at) => Math.sin((2 * Math.PI * 5 * at) / 64));
  expect(powerOfBin(tone, 5)).toBeCloseTo(1024, 2);
  expect(powerAt(tone, 5, 64) / powerBelow(tone, 32, 64)).toBeGreaterThan(0.999);
});
