import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { erf, normalShare } from './normal.ts';
import { partingNormals, partingSegments } from './parting.ts';
import { simpson } from './simpson.ts';

describe('the normal distribution', () => {
  test('erf at published places', () => {
    // NIST Digital Library of Mathematical Functions, table 7.23.
    for (const [x, value] of [
      [0, 0],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [3, 0.9999779095030014],
    ])
      expect(erf(x)).toBeCloseTo(value, 14);
    expect(1 - erf(2.5)).toBeCloseTo(4.069520174449589e-4, 15);
  });

  test.prop([fc.double({ min: -6, max: 6, noNaN: true })])('the share below is the integral of the density', (x) => {
    const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
    expect(normalShare(x, 0, 1)).toBeCloseTo(simpson(density, -12, x, 4000), 12);
    expect(normalShare(x, 0, 1) + normalShare(-x, 0, 1)).toBeCloseTo(1, 14);
  });

  test('the lower tail keeps its digits', () => {
    expect(normalShare(-10, 0, 1) / 7.619853024160527e-24).toBeCloseTo(1, 12);
  });
});

describe('two segments', () => {
  test('say the same at every distance, but for W1', () => {
    expect(partingSegments(0)).toEqual({ js: 0, kl: 0, tv: 0, w1: 0 });
    for (const theta of [1e-9, 0.3, -2])
      expect(partingSegments(theta)).toEqual({ js: Math.log(2), kl: Infinity, tv: 1, w1: Math.abs(theta) });
  });
});

describe('two normals', () => {
  const theta = fc.double({ min: 0, max: 1.5, noNaN: true });
  const sigma = fc.double({ min: 0.02, max: 0.5, noNaN: true });

  test.prop([theta, sigma])('agree with the closed forms of KL, TV and W1', (t, s) => {
    const found = partingNormals(t, s);
    const exact = (t * t) / (2 * s * s);
    expect(Math.abs(found.kl - exact)).toBeLessThan(1e-6 * Math.max(1, exact));
    expect(found.tv).toBeCloseTo(erf(t / s / 2 / Math.SQRT2), 6);
    expect(found.w1).toBeCloseTo(t, 6);
  });

  test.prop([theta, sigma])('JS lies between its bounds and agrees with an integral of another form', (t, s) => {
    const { js, tv, kl } = partingNormals(t, s);
    expect(js).toBeGreaterThanOrEqual(0);
    expect(js).toBeLessThanOrEqual(Math.LN2 + 1e-9);
    expect(js).toBeLessThanOrEqual(kl / 4 + 1e-9);
    expect(js).toBeLessThanOrEqual(Math.LN2 * tv + 1e-9);
    // log 2 − E over P of log(1 + q/p), where log q/p of the standardised place z is δz − δ²/2.
    const delta = t / s;
    const surprise = (z: number) => {
      const logit = delta * z - (delta * delta) / 2;
      const softplus = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
      return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * softplus;
    };
    expect(js).toBeCloseTo(Math.LN2 - simpson(surprise, -14, 14, 4000), 6);
  });

  test('become the segments where the blur is small', () => {
    const found = partingNormals(1, 0.02);
    expect(found.js).toBeCloseTo(Math.LN2, 12);
    expect(found.tv).toBeCloseTo(1, 12);
    expect(found.kl).toBeGreaterThan(1000);
  });
});
