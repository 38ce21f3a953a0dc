import { type Field, figures, typeOf, valueRoots } from './fields.ts';
import { keywords } from './tokens.ts';

/** A field as a query has it: odd keys in backticks. */
export function writeField(field: Field): string {
  switch (field.kind) {
    case 'attribute':
      return field.name;
    case 'value': {
      const root = valueRoots.find((name) => field.key.startsWith(`${name}.`))!;
      return `${root}.${writeKey(field.key.slice(root.length + 1))}`;
    }
    case 'metric': {
      const key = writeKey(field.key);
      return field.figure === 'last' && !isFigure(field.key.split('.').at(-1)!) ? `metrics.${key}` : `metrics.${key}.${field.figure}`;
    }
  }
}

/** A run is found by it where its field has just this value: null is none, a list is of tags. */
export function writeEquals(field: Field, value: number | string | boolean | readonly string[] | null): string {
  const name = writeField(field);
  if (value === null) return `${name} is None`;
  return Number.isNaN(value) ? `${name} is NaN` : `${name} == ${writeLiteral(value)}${typeOf(field) === 'duration' ? 'ms' : ''}`;
}

/** A value as a query has it. */
export function writeLiteral(value: number | string | boolean | readonly string[]): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'object') return `[${value.map(writeText).join(', ')}]`;
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

/** A query for what two others find both; either may be empty. */
export function writeBoth(one: string, other: string): string {
  return one === '' || other === '' ? one + other : `(${one}) and (${other})`;
}

export function writeText(text: string): string {
  const inner = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return `"${inner}"`;
}

function writeKey(key: string): string {
  const isPlain = key.split('.').every((part) => /^[\p{L}\p{N}_][\p{L}\p{N}_/@:-]*$/u.test(part)) && !keywords.includes(key);
  return isPlain ? key : `\`${key.replace(/[`\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')}\``;
}

function isFigure(name: string): boolean {
  return (figures as readonly string[]).includes(name);
}
