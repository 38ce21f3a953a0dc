import { expect, test } from 'vitest';
import type { SweepRunRow } from '../../../shared/api/sweeps.ts';
import type { Mark, Standing } from '../../../shared/schedule-standing.ts';
import { heldAt, legsOf, membersOf } from './lineage.ts';

const run = (number: number, at: number) => ({ run: `r${number}`, number, at, variant: 'run', seed: 1 }) as SweepRunRow;
const mark = (rest: number, as: Mark['as']): Mark => ({ rest, value: rest, as });

test('a population’s legs: who went on, who came from whom, and who trains now', () => {
  const standing: Standing = {
    rests: [10, 20, 30],
    trained: 0,
    whole: 0,
    runs: [
      { run: 'r1', parent: null, marks: [mark(10, 'on'), mark(20, 'on')] },
      { run: 'r2', parent: null, marks: [mark(10, 'replaced')] },
      { run: 'r3', parent: { run: 'r1', step: 10 }, marks: [mark(20, 'rests')] },
    ],
  };
  const members = membersOf([run(3, 1), run(1, 0), run(2, 1)], standing);
  expect(members.map(({ held }) => held.map(({ run: { number } }) => number))).toEqual([[1], [2, 3]]);
  expect([10, 20].map((rest) => heldAt(members[1], rest)?.run.number)).toEqual([2, 3]);
  expect(legsOf(members, standing).map(({ row, at, from, run: { number }, mark: its }) => [row, at, from, number, its?.as])).toEqual([
    [0, 0, 0, 1, 'on'],
    [0, 1, 0, 1, 'on'],
    [0, 2, 0, 1, undefined],
    [1, 0, 1, 2, 'replaced'],
    [1, 1, 0, 3, 'rests'],
  ]);
});
