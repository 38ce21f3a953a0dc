import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Plate, ssim, ssimWindow } from './ssim.ts';

const sides = fc.integer({ min: 7, max: 28 });
const pairs = fc.tuple(sides, sides, fc.constantFrom(1, 3)).chain(([width, height, channels]) => {
  const bytes = fc.uint8Array({ minLength: width * height * channels, maxLength: width * height * channels });
  return fc.tuple(bytes, bytes).map(([a, b]) => [
    { width, height, channels, data: a },
    { width, height, channels, data: b },
  ]);
});

/** The definition as it stands in the paper: at each place the weighted moments of the window, one by one, around their means. */
function directly(first: Plate, second: Plate): number {
  const size = ssimWindow(first);
  const reach = (size - 1) / 2;
  const { width, height, channels } = first;
  const values: number[] = [];
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = reach; y < height - reach; y += 1) {
      for (let x = reach; x < width - reach; x += 1) {
        const seen: { weight: number; a: number; b: number }[] = [];
        for (let dy = -reach; dy <= reach; dy += 1) {
          for (let dx = -reach; dx <= reach; dx += 1) {
            const at = ((y + dy) * width + x + dx) * channels + channel;
            seen.push({ weight: Math.exp(-(dx * dx + dy * dy) / 4.5), a: first.data[at], b: second.data[at] });
          }
        }
        const total = seen.reduce((sum, { weight }) => sum + weight, 0);
        const mean = (f: (one: { a: number; b: number }) => number) => seen.reduce((sum, one) => sum + (one.weight / total) * f(one), 0);
        const [muA, muB] = [mean(({ a }) => a), mean(({ b }) => b)];
        const varianceA = mean(({ a }) => (a - muA) ** 2);
        const varianceB = mean(({ b }) => (b - muB) ** 2);
        const covariance = mean(({ a, b }) => (a - muA) * (b - muB));
        const [c1, c2] = [2.55 ** 2, 7.65 ** 2];
        values.push(((2 * muA * muB + c1) * (2 * covariance + c2)) / ((muA ** 2 + muB ** 2 + c1) * (varianceA + varianceB + c2)));
      }
    }
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('structural similarity', () => {
  test.prop([pairs], { numRuns: 20 })('is what the definition says, place by place', ([a, b]) => {
    expect(ssim(a, b)).toBeCloseTo(directly(a, b), 8);
  });

  test.prop([pairs], { numRuns: 30 })('is the same both ways, 1 for equals, never above 1', ([a, b]) => {
    expect(ssim(a, a)).toBeCloseTo(1, 10);
    expect(ssim(a, b)).toBeCloseTo(ssim(b, a) ?? Number.NaN, 10);
    expect(ssim(a, b)).toBeLessThanOrEqual(1 + 1e-10);
  });

  test('two flat pictures differ by brightness alone', () => {
    const flat = (value: number): Plate => ({ width: 24, height: 24, channels: 1, data: new Uint8Array(576).fill(value) });
    const c1 = 2.55 ** 2;
    expect(ssim(flat(100), flat(150))).toBeCloseTo((2 * 100 * 150 + c1) / (100 ** 2 + 150 ** 2 + c1), 10);
  });

  test('small pictures have a small window, other shapes none', () => {
    expect(ssimWindow({ width: 28, height: 28 })).toBe(11);
    expect(ssimWindow({ width: 16, height: 16 })).toBe(7);
    expect(ssimWindow({ width: 6, height: 9 })).toBe(5);
    const plate = (width: number): Plate => ({ width, height: 8, channels: 1, data: new Uint8Array(width * 8) });
    expect(ssim(plate(8), plate(9))).toBeNull();
  });
});
