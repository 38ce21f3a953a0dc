import { expect, test } from 'vitest';
import { trailSvg } from './export-points.ts';

const tensor = (...rows: [number, number][]) => ({ shape: [rows.length, 2], data: Float32Array.from(rows.flat()) });

test('a walk as a drawing: the way in order, a number at each pin, up is up', () => {
  const trail = tensor([-1, -1], [0, 0], [1, 1]);
  const svg = trailSvg(trail, 2, { color: '#123456', scheme: 'light' }, 100);
  const way =
    /<path d="M([^"]+)"/
      .exec(svg)?.[1]
      .split('L')
      .map((place) => place.split(' ').map(Number)) ?? [];
  expect(way).toHaveLength(3);
  expect(way[0][0]).toBeLessThan(way[2][0]);
  expect(way[0][1]).toBeGreaterThan(way[2][1]);
  expect(way[1]).toEqual([50, 50]);
  expect([...svg.matchAll(/<text[^>]*>(\d)<\/text>/g)].map((match) => match[1])).toEqual(['1', '2']);
});

test('what is not finite has no place in it', () => {
  const svg = trailSvg(tensor([0, 0], [Number.NaN, 1], [1, 1]), 1, {
    cloud: tensor([0, 0], [Number.POSITIVE_INFINITY, 0]),
    color: 'red',
    scheme: 'dark',
  });
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(svg.match(/r="1.4"/g)).toHaveLength(1);
});
