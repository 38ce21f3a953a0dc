import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { simpson } from './simpson.ts';
import { bestCritic, type Cloud, judge, logDensity, placesOf, shareBelow } from './two-clouds.ts';

const cloud = fc.record({
  means: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 3 }),
  width: fc.double({ min: 0.2, max: 1, noNaN: true }),
});
const place = fc.double({ min: -5, max: 5, noNaN: true });
const near = (a: number, b: number, within: number) => expect(Math.abs(a - b)).toBeLessThan(within * Math.max(1, Math.abs(b)));

describe('the best discriminator', () => {
  test.prop([cloud, cloud, place])('is p/(p + q), and its slopes are those of finite differences', (real, generated, x) => {
    const [p, q] = [Math.exp(logDensity(real, x)), Math.exp(logDensity(generated, x))];
    const found = judge(real, generated, x);
    near(found.probability, p / (p + q), 1e-9);
    const h = 1e-5;
    const slopeOf = (f: (x: number) => number) => (f(x + h) - f(x - h)) / (2 * h);
    near(
      found.slope,
      slopeOf((at) => judge(real, generated, at).probability),
      1e-5,
    );
    near(
      found.minimaxPull,
      slopeOf((at) => softplus(judge(real, generated, at).logit)),
      1e-5,
    );
    near(
      found.nonSaturatingPull,
      slopeOf((at) => -softplus(-judge(real, generated, at).logit)),
      1e-5,
    );
  });

  test('says nothing to a far fake but through the non-saturating loss, where the critic always says 1', () => {
    const [real, generated] = [
      { means: [0], width: 0.3 },
      { means: [3], width: 0.3 },
    ];
    const found = judge(real, generated, 3);
    expect(Math.abs(found.slope)).toBeLessThan(1e-15);
    expect(Math.abs(found.minimaxPull)).toBeLessThan(1e-15);
    expect(found.nonSaturatingPull).toBeCloseTo(-3 / 0.09, 9);
    expect(bestCritic(real, generated).slope(3)).toBe(-1);
  });
});

describe('the best critic', () => {
  test.prop([cloud, cloud])('earns W1, by quadrature of its own values and by sorted places', (real, generated) => {
    const critic = bestCritic(real, generated);
    const edges = [-14, ...critic.kinks, 14];
    const earned = edges
      .slice(1)
      .reduce(
        (sum, edge, i) =>
          sum + simpson((x) => (Math.exp(logDensity(real, x)) - Math.exp(logDensity(generated, x))) * critic.value(x), edges[i], edge, 800),
        0,
      );
    expect(earned).toBeCloseTo(critic.w1(), 6);
    const [a, b] = [placesOf(real, 400), placesOf(generated, 400)];
    expect(a.reduce((sum, x, i) => sum + Math.abs(x - b[i]), 0) / 400).toBeCloseTo(critic.w1(), 1);
  });

  test.prop([cloud, cloud, place, place])('is nowhere steeper than 1', (real, generated, x, y) => {
    const critic = bestCritic(real, generated);
    expect(Math.abs(critic.value(x) - critic.value(y))).toBeLessThanOrEqual(Math.abs(x - y) + 1e-9);
  });

  test('two bumps against one between them: a valley with its kink at the middle', () => {
    const critic = bestCritic({ means: [-2, 2], width: 0.3 }, { means: [0], width: 0.3 });
    expect(critic.kinks).toHaveLength(1);
    expect(critic.kinks[0]).toBeCloseTo(0, 9);
    expect(critic.value(2)).toBeCloseTo(2, 9);
    expect(critic.w1()).toBeGreaterThan(1.7);
  });

  test('equal clouds: nothing to earn', () => {
    const same: Cloud = { means: [0.5], width: 0.4 };
    expect(bestCritic(same, same).kinks).toEqual([]);
    expect(bestCritic(same, same).w1()).toBe(0);
  });
});

test.prop([cloud, fc.integer({ min: 1, max: 50 })])('places stand in the middle of equal shares', (one, count) => {
  placesOf(one, count).forEach((x, i) => {
    expect(shareBelow(one, x)).toBeCloseTo((i + 0.5) / count, 9);
  });
});

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
