import { expect, test } from 'vitest';
import { splitMix } from '../../shared/latent.ts';
import { umapOf, usualUmap } from './umap.ts';

/** Two clouds of five numbers each, far apart. */
function clouds(count: number): Float32Array {
  const next = splitMix(7);
  return Float32Array.from({ length: count * 5 }, (_, at) => next() + (Math.floor(at / 5) % 2) * 20);
}

test('the same codes give the same picture', () => {
  const ask = { codes: clouds(60), width: 5, ...usualUmap };
  const first = umapOf(ask);
  expect(first).toHaveLength(120);
  expect(first.every(Number.isFinite)).toBe(true);
  expect(umapOf(ask)).toEqual(first);
});

test('what is far apart stays apart: the nearest of each point is of its own cloud', () => {
  const points = umapOf({ codes: clouds(60), width: 5, ...usualUmap });
  for (let at = 0; at < 60; at += 1) {
    const distances = Array.from({ length: 60 }, (_, other) =>
      other === at ? Infinity : Math.hypot(points[2 * at] - points[2 * other], points[2 * at + 1] - points[2 * other + 1]),
    );
    expect(distances.indexOf(Math.min(...distances)) % 2).toBe(at % 2);
  }
});

test('a handful of examples asks for no more neighbours than there are', () => {
  expect(umapOf({ codes: clouds(6), width: 5, ...usualUmap })).toHaveLength(12);
});
