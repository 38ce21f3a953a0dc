import { fieldNamed } from '../../shared/query/sorting.ts';
import { typeOf } from '../../shared/query/fields.ts';
import { isNumeric, type RunTable } from './run-table.ts';
import { categoriesIn, type RunScale } from './run-scale.ts';

/** What was brushed on one axis: a span of numbers (null: open at that end), or some of its categories as a query writes them. */
export type AxisSpan = { from: number | null; to: number | null } | { values: string[] };
/** By field. */
export type Brush = ReadonlyMap<string, AxisSpan>;
export const noBrush: Brush = new Map();

/** The span that a stretch of an axis stands for; null for all of it. */
export function spanAt(scale: RunScale, [from, to]: [number, number]): AxisSpan | null {
  if (scale.kind === 'category') {
    const values = categoriesIn(scale, from, to);
    return values.length === scale.categories.length ? null : { values };
  }
  if (from <= 0 && to >= 1) return null;
  return { from: from <= 0 ? null : scale.valueAt(from), to: to >= 1 ? null : scale.valueAt(to) };
}

/** The stretch of an axis that a span takes, within the axis. */
export function stretchOf(scale: RunScale, span: AxisSpan): [number, number] {
  if ('values' in span) {
    const places = span.values.map((value) => scale.categories.indexOf(value)).filter((at) => at >= 0);
    if (places.length === 0) return [0, 0];
    const size = scale.categories.length;
    return [Math.min(...places) / size, (Math.max(...places) + 1) / size];
  }
  const inside = (share: number) => Math.min(1, Math.max(0, share));
  return [span.from === null ? 0 : inside(scale.shareOf(span.from)), span.to === null ? 1 : inside(scale.shareOf(span.to))];
}

/** 1 for the runs that every span holds. A span of a column that is not there holds all. */
export function brushed({ columns, id }: RunTable, brush: Brush): Uint8Array {
  const mask = new Uint8Array(id.length).fill(1);
  for (const column of columns) {
    const span = brush.get(column.field);
    if (span === undefined) continue;
    if ('values' in span) {
      const wanted = new Set<unknown>(span.values);
      column.values.forEach((value, run) => {
        if (!wanted.has(value)) mask[run] = 0;
      });
    } else if (isNumeric(column)) {
      const [from, to] = [span.from ?? Number.NEGATIVE_INFINITY, span.to ?? Number.POSITIVE_INFINITY];
      (column.values as (number | null)[]).forEach((value, run) => {
        if (value === null || !(value >= from && value <= to)) mask[run] = 0;
      });
    }
  }
  return mask;
}

/** The same as a query: what it finds is what is brushed. */
export function brushQuery(brush: Brush): string {
  return [...brush].map(([field, span]) => conditionOf(field, span)).join(' and ');
}

function conditionOf(name: string, span: AxisSpan): string {
  const field = fieldNamed(name);
  const type = field === null ? 'any' : typeOf(field);
  if ('values' in span) {
    // Nothing is in an empty list.
    if (span.values.length === 0) return `(${name} is None and not ${name} is None)`;
    if (type === 'list') return `(${span.values.map((value) => `${name} == ${value}`).join(' or ')})`;
    if (type === 'boolean') return `(${span.values.map((value) => `${name} == ${value}`).join(' or ')})`;
    return `${name} in [${span.values.join(', ')}]`;
  }
  const unit = type === 'duration' ? 'ms' : '';
  const written = (value: number) => `${Number.isFinite(value) ? value : value > 0 ? 'inf' : '-inf'}${unit}`;
  const parts = [
    ...(span.from === null ? [] : [`${name} >= ${written(span.from)}`]),
    ...(span.to === null ? [] : [`${name} <= ${written(span.to)}`]),
  ];
  return parts.join(' and ');
}

export function withSpan(brush: Brush, field: string, span: AxisSpan | null): Brush {
  const next = new Map(brush);
  if (span === null) next.delete(field);
  else next.set(field, span);
  return next;
}

/** For an address; '' for none. */
export function writeBrush(brush: Brush): string {
  return brush.size === 0
    ? ''
    : JSON.stringify([...brush].map(([field, span]) => [field, ...('values' in span ? [span.values] : [span.from, span.to])]));
}

/** An address may say anything: what is no span is left out. */
export function readBrush(text: string): Brush {
  const brush = new Map<string, AxisSpan>();
  for (const entry of listIn(text)) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string' || fieldNamed(entry[0]) === null) continue;
    const [field, first, last] = entry as unknown[];
    if (Array.isArray(first)) {
      const values = first.filter((value) => typeof value === 'string' && isLiteral(value));
      brush.set(field as string, { values });
    } else if (isEnd(first) && isEnd(last) && !(first === null && last === null)) brush.set(field as string, { from: first, to: last });
  }
  return brush;
}

function isEnd(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isFinite(value));
}

/** Nothing but one value of the query language. */
function isLiteral(text: string): boolean {
  return /^(?:"(?:\\.|[^"\\])*"|True|False|-?\d[\w.+-]*|-?inf|\[(?:"(?:\\.|[^"\\])*"(?:, )?)*\])$/s.test(text);
}

function listIn(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
