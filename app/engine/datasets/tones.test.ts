import { expect, test } from 'vitest';
import type { SoundDataset } from '../dataset.ts';
import { muLawEdges } from '../parts/mu-law.ts';
import { seededRandom } from '../random.ts';
import { tones } from './tones.ts';

function open(source: string, length = 256): SoundDataset {
  const dataset = tones.open({ params: { source, length }, seed: 1 });
  if (dataset.kind !== 'sound') throw new Error('not sound');
  return dataset;
}

/** Power at one frequency, by the sum that defines it. */
function power(sound: Float32Array, hertz: number): number {
  let [cosine, sine] = [0, 0];
  sound.forEach((value, at) => {
    cosine += value * Math.cos((2 * Math.PI * hertz * at) / 2000);
    sine += value * Math.sin((2 * Math.PI * hertz * at) / 2000);
  });
  return cosine ** 2 + sine ** 2;
}

test('a voice sounds at its own pitch', () => {
  const { values, labels } = open('voices').draw(seededRandom(1), 30);
  labels!.forEach((label, at) => {
    const sound = values.subarray(at * 256, (at + 1) * 256);
    const powers = [155.56, 196, 233.08].map((pitch) => power(sound, pitch));
    expect(powers.indexOf(Math.max(...powers))).toBe(label);
  });
});

test('the resonance follows its law: correlations of the process, and least squares find its two numbers', () => {
  const { values } = open('resonance').draw(seededRandom(1), 400);
  const [m11, m12, m22, r1, r2] = [0, 0, 0, 0, 0];
  const sums = { m11, m12, m22, r1, r2 };
  for (let sound = 0; sound < 400; sound += 1) {
    for (let at = 2; at < 256; at += 1) {
      const [x, y, z] = [values[sound * 256 + at], values[sound * 256 + at - 1], values[sound * 256 + at - 2]];
      if (Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) === 1) continue;
      sums.m11 += y * y;
      sums.m12 += y * z;
      sums.m22 += z * z;
      sums.r1 += x * y;
      sums.r2 += x * z;
    }
  }
  const determinant = sums.m11 * sums.m22 - sums.m12 ** 2;
  expect((sums.r1 * sums.m22 - sums.r2 * sums.m12) / determinant).toBeCloseTo(2 * 0.97 * Math.cos(Math.PI / 6), 1);
  expect((sums.r2 * sums.m11 - sums.r1 * sums.m12) / determinant).toBeCloseTo(-(0.97 ** 2), 1);
});

test('its entropy is between none and that of the levels taken alone, and near the differential entropy of the noise where levels are fine', () => {
  const { entropyAt, draw } = open('resonance');
  const bits = entropyAt!(32);
  const counts = new Float64Array(32);
  const edges = muLawEdges(32);
  const { values } = draw(seededRandom(2), 400);
  for (const value of values) counts[edges.filter((edge) => edge <= value).length] += 1 / values.length;
  const alone = -counts.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0);
  expect(bits).toBeGreaterThan(2);
  expect(bits).toBeLessThan(alone - 1.5);
  // One more bit of fineness is one more bit of entropy, once the noise spans many levels.
  expect(entropyAt!(256) - entropyAt!(128)).toBeGreaterThan(0.8);
  expect(entropyAt!(256) - entropyAt!(128)).toBeLessThan(1);
});
