import type { Aggregate, GroupValue } from '../../shared/api/runs.ts';
import { orderOfTexts } from '../../shared/query/values.ts';
import type { Summary } from '../../shared/query/sorting.ts';

type Row = readonly unknown[];

/** What one column comes to over the runs of a group; `place` is of its cell, that of its being a boolean stands behind it. */
export function aggregateOf(
  rows: readonly Row[],
  place: number,
  read: (cell: unknown, isBoolean: unknown) => GroupValue,
  better: 'lower' | 'higher' | null,
): Aggregate {
  const numbers = numbersOf(rows, place);
  const there = rows.filter((row) => row[place] !== null);
  const nan = there.filter((row) => Number.isNaN(row[place])).length;
  const [first] = there;
  const isSame = first !== undefined && there.every((row) => Object.is(row[place], first[place]));
  return {
    count: there.length,
    numbers: numbers.length,
    nan,
    ...(isSame ? { same: read(first[place], first[place + 1]) } : {}),
    mean: meanOf(numbers),
    std: deviationOf(numbers),
    min: numbers.length === 0 ? null : numbers[0],
    max: numbers.at(-1) ?? null,
    median: medianOf(numbers),
    best: better === null ? null : bestOf(there, place, better),
  };
}

function bestOf(rows: readonly Row[], place: number, better: 'lower' | 'higher'): Aggregate['best'] {
  let best: Row | null = null;
  for (const row of rows) {
    const cell = row[place];
    if (typeof cell !== 'number' || Number.isNaN(cell)) continue;
    if (best === null || (better === 'lower' ? cell < Number(best[place]) : cell > Number(best[place]))) best = row;
  }
  return best === null ? null : { run: '', number: Number(best[0]), name: '', value: Number(best[place]) };
}

export function summaryOf(rows: readonly Row[], place: number, by: Summary): number | null {
  const numbers = numbersOf(rows, place);
  switch (by) {
    case 'mean':
      return meanOf(numbers);
    case 'std':
      return deviationOf(numbers);
    case 'median':
      return medianOf(numbers);
    case 'min':
      return numbers.length === 0 ? null : numbers[0];
    case 'max':
      return numbers.at(-1) ?? null;
  }
}

/** What is missing and NaN last either way, numbers before text. */
export function orderOfFigures(one: GroupValue, other: GroupValue, order: 'ascending' | 'descending'): number {
  const [a, b] = [rankOf(one), rankOf(other)];
  if (a === 2 || b === 2) return a === b ? 0 : a - b;
  const sign = order === 'ascending' ? 1 : -1;
  if (a !== b) return sign * (a - b);
  if (a === 0) return Number(one) === Number(other) ? 0 : sign * (Number(one) - Number(other));
  return sign * orderOfTexts(String(one), String(other));
}

function rankOf(value: GroupValue): number {
  if (value === null || Number.isNaN(value)) return 2;
  return typeof value === 'number' || typeof value === 'boolean' ? 0 : 1;
}

/** Ascending. */
function numbersOf(rows: readonly Row[], place: number): Float64Array {
  const numbers = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const cell = row[place];
    if (typeof cell === 'number' && !Number.isNaN(cell)) numbers[count++] = cell;
  }
  return numbers.subarray(0, count).sort();
}

function meanOf(numbers: Float64Array): number | null {
  if (numbers.length === 0) return null;
  let sum = 0;
  for (const value of numbers) sum += value;
  return sum / numbers.length;
}

/** Of the sample, by a second pass: the square of the mean would eat the digits. */
function deviationOf(numbers: Float64Array): number | null {
  if (numbers.length < 2) return null;
  const mean = meanOf(numbers)!;
  let sum = 0;
  for (const value of numbers) sum += (value - mean) ** 2;
  return Math.sqrt(sum / (numbers.length - 1));
}

function medianOf(numbers: Float64Array): number | null {
  if (numbers.length === 0) return null;
  const middle = numbers.length >> 1;
  return numbers.length % 2 === 1 ? numbers[middle] : numbers[middle - 1] / 2 + numbers[middle] / 2;
}
