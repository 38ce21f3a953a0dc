import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { RunGroup } from '../../../shared/api/runs.ts';
import { groupAt, layGroups, rowsBetween, spansBetween } from './group-layout.ts';

const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.boolean()), { minLength: 1, maxLength: 12 });

test.prop([sizes])('every line is a group or one of its runs, in order, and the pages of what is seen are asked for', (given) => {
  const groups = given.map(([count], at) => ({ where: `g${at}`, count }) as RunGroup);
  const open = new Set(groups.filter((_, at) => given[at][1]).map(({ where }) => where));
  const layout = layGroups(groups, open);
  const lines = groups.flatMap(({ where, count }) => [
    `${where} -1`,
    ...(open.has(where) ? Array.from({ length: count }, (_, row) => `${where} ${row}`) : []),
  ]);
  expect(layout.total).toBe(lines.length);
  const seen = lines.map((_, line) => groupAt(layout, line)!);
  expect(seen.map(({ group, row }) => `${group.where} ${row}`)).toEqual(lines);
  expect(groupAt(layout, lines.length)).toBeUndefined();
  const [first, last] = [Math.floor(lines.length / 3), Math.floor(lines.length / 2)];
  const needed = seen
    .slice(first, last + 1)
    .filter(({ row }) => row >= 0)
    .map(({ group, row }) => `${group.where} ${Math.floor(row / 7)}`);
  const asked = rowsBetween(layout, first, last, 7).map(({ where, page }) => `${where} ${page}`);
  expect(new Set(asked)).toEqual(new Set(needed));
  const runs = spansBetween(layout, first, last).flatMap(({ where, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, at) => `${where} ${from + at}`),
  );
  expect(runs).toEqual(lines.slice(first, last + 1).filter((line) => !line.endsWith(' -1')));
});
