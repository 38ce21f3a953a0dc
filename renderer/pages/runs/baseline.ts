import { fieldNamed } from '../../../shared/query/sorting.ts';
import { typeOf } from '../../../shared/query/fields.ts';
import { writeText } from '../../../shared/query/write.ts';
import type { RunRow } from '../../../shared/api/runs.ts';
import { differenceWords, runCell } from '../../../shared/run-cells.ts';
import { keepPreviousData } from '@tanstack/react-query';
import { useRunList } from '../../queries.ts';
import type { RunColumn } from './run-columns.tsx';

/** The run that others are held against, with what the table shows of it; null for none. */
export function useBaseline(id: string | null, series: string): RunRow | null {
  const query = `id == ${writeText(id ?? '')}`;
  const { data } = useRunList({ query, series, archived: 'all', limit: 1 }, id !== null, keepPreviousData);
  const run = data?.runs[0];
  return run !== undefined && run.id === id ? run : null;
}

/** Whether a column has figures that differ by percents: no moments, and no numbers that only say which or how far. */
const onlyNames = ['step', 'number', 'seed'];
export function isCompared({ field, isNumber }: RunColumn): boolean {
  if (!isNumber || field === undefined || onlyNames.includes(field)) return false;
  const named = fieldNamed(field);
  return named !== null && typeOf(named) !== 'time';
}

/** How far a value of a column is from the baseline's. */
export function differenceFrom(baseline: RunRow, column: RunColumn, value: number | null | undefined, now: number): string | null {
  const field = column.field === undefined ? null : fieldNamed(column.field);
  return field === null ? null : differenceWords(value, runCell(baseline, field, now));
}

export function differenceOf(baseline: RunRow, column: RunColumn, row: RunRow, now: number): string | null {
  const field = column.field === undefined ? null : fieldNamed(column.field);
  return field === null || row.id === baseline.id
    ? null
    : differenceFrom(baseline, column, Number(runCell(row, field, now) ?? Number.NaN), now);
}
