import { describe, expect, it } from 'vitest';
import type { RunRow } from './api/runs.ts';
import { fieldListOf } from './query/sorting.ts';
import { differenceWords, groupsTable, runsTable } from './run-cells.ts';

const run = {
  ...{ name: 'clip', number: 3, tags: ['gp', 'lr'], createdAt: 0, archived: true, origin: null, sweep: null },
  config: { recipe: 'wgan', dataset: { name: 'ring', params: {} }, params: { clip: 0.01, bias: false } },
  series: { w1: { key: 'w1', count: 2, firstStep: 0, lastStep: 1, last: 0.5, min: 0.25, max: 1 } },
} as unknown as RunRow;

describe('cells of runs as text', () => {
  it('are what a query means by the field', () => {
    const fields = fieldListOf('recipe, params.clip, params.bias, metrics.w1.min, metrics.none, tags, created, archived');
    const { head, numbers, rows } = runsTable(
      [run],
      fields.map((field) => ({ field, title: '.' })),
      0,
    );
    expect(head).toHaveLength(9);
    expect(rows).toEqual([['clip #3', 'wgan', 0.01, 'no', 0.25, null, 'gp, lr', '1970-01-01T00:00:00.000Z', 'yes']]);
    expect(numbers).toEqual([false, false, true, false, true, false, false, false, false]);
  });

  it('of groups are a mean with its deviation, or what all have in common', () => {
    const figures = { count: 2, nan: 0, min: 1, max: 3, median: 2, best: null };
    const groups = [
      {
        ...{ where: '', values: ['wgan', true], count: 2, counts: {} },
        columns: [
          { ...figures, numbers: 2, mean: 2, std: 1.5 },
          { ...figures, numbers: 0, mean: null, std: null, same: 'ring' },
          { ...figures, numbers: 0, mean: null, std: null },
        ],
      },
    ];
    expect(groupsTable({ groups }, ['recipe', 'bias'], ['w1', 'dataset', 'name']).rows).toEqual([
      ['wgan', 'yes', 2, { mean: 2, std: 1.5 }, 'ring', null],
    ]);
  });

  it('differ from a baseline by percents of its size', () => {
    const said = [
      [1.124, 1],
      [0.5, 1],
      [-1, -2],
      [3, 0],
      [0, 0],
      [2, 2],
      [1e9, 1],
      [1.0001, 1],
      [Number.NaN, 1],
      ['a', 1],
      [120, 10],
    ];
    expect(said.map(([value, base]) => differenceWords(value, base))).toEqual([
      ...['+12 %', '\u221250 %', '+50 %', null, '±0 %', '±0 %', '+>9999 %', '+<0.1 %', null, null, '+1100 %'],
    ]);
  });
});
