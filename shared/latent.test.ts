import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as example } from 'vitest';
import { arithmetic, drawParts, length, lerp, plane, slerp, spline, walk, walkPaths } from './latent.ts';

const drawLatent = (seed: number, size: number, kind: 'normal' | 'uniform') =>
  drawParts(seed, size, [{ name: 'latent', from: 0, size, kind }]);

const seeds = fc.tuple(fc.nat(1e6), fc.nat(1e6)).filter(([a, b]) => a !== b);
const share = fc.double({ min: 0, max: 1, noNaN: true });
function expectNear(a: Float32Array, b: Float32Array) {
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i], 4);
}

describe('drawing', () => {
  example('normal latents have mean 0 and deviation 1', () => {
    const many = drawLatent(7, 20_000, 'normal');
    const mean = many.reduce((sum, value) => sum + value, 0) / many.length;
    const variance = many.reduce((sum, value) => sum + (value - mean) ** 2, 0) / many.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
  example('uniform latents fill −1 … 1', () => {
    const many = drawLatent(3, 5000, 'uniform');
    expect(many.every((value) => value >= -1 && value <= 1)).toBe(true);
    expect(Math.max(...many)).toBeGreaterThan(0.99);
    expect(Math.min(...many)).toBeLessThan(-0.99);
  });
  test.prop([seeds])('a seed names one latent, another seed another', ([a, b]) => {
    expect(drawLatent(a, 16, 'normal')).toEqual(drawLatent(a, 16, 'normal'));
    expect(drawLatent(a, 16, 'normal')).not.toEqual(drawLatent(b, 16, 'normal'));
  });
});

describe('paths', () => {
  example('half way between two unit axes, by hand', () => {
    const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    expectNear(lerp(x, y, 0.5), Float32Array.of(0.5, 0.5));
    expectNear(slerp(x, y, 0.5), Float32Array.of(Math.SQRT1_2, Math.SQRT1_2));
    expectNear(slerp(x, y, 1 / 3), Float32Array.of(Math.cos(Math.PI / 6), 0.5));
  });
  test.prop([seeds, share])('slerp keeps the length between the lengths of its ends', ([a, b], at) => {
    const [from, to] = [drawLatent(a, 32, 'normal'), drawLatent(b, 32, 'normal')];
    expect(length(slerp(from, to, at))).toBeCloseTo(length(from) + (length(to) - length(from)) * at, 3);
  });
  test.prop([seeds, fc.constantFrom(...walkPaths)])('every path goes through its pins', ([a, b], path) => {
    const pins = [a, b, a + b + 1].map((seed) => drawLatent(seed, 8, 'normal'));
    for (const [i, pin] of pins.entries()) expectNear(walk(pins, path, i), pin);
  });
  example('opposite directions and zero go straight, without NaN', () => {
    expectNear(slerp(Float32Array.of(1, 0), Float32Array.of(-1, 0), 0.5), Float32Array.of(0, 0));
    expectNear(slerp(Float32Array.of(0, 0), Float32Array.of(2, 2), 0.5), Float32Array.of(1, 1));
  });
  example('a spline through pins on a line stays on it', () => {
    const pins = [0, 1, 2, 3].map((value) => Float32Array.of(value, 2 * value));
    expectNear(spline(pins, 1.25), Float32Array.of(1.25, 2.5));
  });
  example('beyond the ends are the ends; one pin is a path', () => {
    const pins = [Float32Array.of(1), Float32Array.of(2)];
    expectNear(walk(pins, 'lerp', 9), pins[1]);
    expectNear(walk(pins.slice(0, 1), 'spline', 0.4), pins[0]);
  });
});

describe('planes and sums', () => {
  const [a, b, c] = [1, 2, 3].map((seed) => drawLatent(seed, 6, 'normal'));
  example('the corners of the plane are its latents', () => {
    expectNear(plane(a, b, c, 0, 0), a);
    expectNear(plane(a, b, c, 1, 0), b);
    expectNear(plane(a, b, c, 0, 1), c);
  });
  example('a − b + b is a; strength 0 leaves c', () => {
    expectNear(arithmetic(a, b, b), a);
    expectNear(arithmetic(a, b, c, 0), c);
  });
});

test('codes are drawn as they were in training: one category, noise between 0 and 1', () => {
  const latent = drawParts(5, 9, [
    { name: 'noise', from: 0, size: 4, kind: 'normal' },
    { name: 'category', from: 4, size: 3, kind: 'categorical' },
    { name: 'values', from: 7, size: 2, kind: 'noise' },
  ]);
  expect([...latent.subarray(4, 7)].toSorted()).toEqual([0, 0, 1]);
  expect([...latent.subarray(7)].every((value) => value >= 0 && value < 1)).toBe(true);
  expect(latent.subarray(0, 4).some((value) => value !== 0)).toBe(true);
});
