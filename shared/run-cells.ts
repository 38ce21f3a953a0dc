import type { GroupList, GroupValue, RunRow } from './api/runs.ts';
import { fieldValue, valueAt } from './query/evaluate.ts';
import { type Field, typeOf } from './query/fields.ts';
import type { TextCell, TextTable } from './runs-text.ts';

/** What a run has under a field, as it is written: times as ISO texts, tags joined; null for nothing. */
export function runCell(run: RunRow, field: Field, now: number): string | number | null {
  if (typeOf(field) === 'list') return run.tags.join(', ');
  const written = field.kind === 'value' ? valueAt(field.key, run) : undefined;
  if (typeof written === 'boolean') return written ? 'yes' : 'no';
  const value = fieldValue(field, { run, series: run.series, sweep: run.sweep }, now) ?? null;
  if (typeOf(field) === 'boolean' && value !== null) return value ? 'yes' : 'no';
  return typeOf(field) === 'time' && value !== null ? new Date(Number(value)).toISOString() : value;
}

interface Titled {
  field: Field;
  title: string;
}

export function runsTable(runs: readonly RunRow[], columns: readonly Titled[], now: number): TextTable {
  const rows = runs.map((run): TextCell[] => [`${run.name} #${run.number}`, ...columns.map(({ field }) => runCell(run, field, now))]);
  return tableOf(['run', ...columns.map(({ title }) => title)], rows);
}

/** A line a group: mean ± standard deviation of what are numbers, of all else what they have in common. */
export function groupsTable({ groups }: Pick<GroupList, 'groups'>, by: readonly string[], columns: readonly string[]): TextTable {
  const rows = groups.map(({ values, count, columns: figures }): TextCell[] => [
    ...values.map(words),
    count,
    ...figures.map(
      ({ mean, std, same, numbers }): TextCell => (mean !== null && numbers > 0 ? { mean, std } : same === undefined ? null : words(same)),
    ),
  ]);
  return tableOf([...by, 'runs', ...columns], rows);
}

function words(value: GroupValue): string | number | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : value;
}

function tableOf(head: string[], rows: TextCell[][]): TextTable {
  const numbers = head.map((_, at) => rows.some((row) => row[at] !== null) && rows.every((row) => typeof row[at] !== 'string'));
  return { head, numbers, rows };
}

/** How far a value is from a baseline's: `+12.4 %`; null where that says nothing. */
export function differenceWords(value: unknown, base: unknown): string | null {
  if (typeof value !== 'number' || typeof base !== 'number' || !Number.isFinite(value) || !Number.isFinite(base)) return null;
  if (value === base) return '±0 %';
  if (base === 0) return null;
  const percent = (100 * (value - base)) / Math.abs(base);
  const size = Math.abs(percent);
  if (size >= 10_000) return `${percent > 0 ? '+' : '\u2212'}>9999 %`;
  const digits = size < 0.1 ? '<0.1' : size < 10 ? size.toFixed(1) : size.toFixed(0);
  return `${percent > 0 ? '+' : '\u2212'}${digits} %`;
}
