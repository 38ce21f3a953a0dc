import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { Latent } from '../../../shared/latent.ts';
import type { LatentPart } from '../../../shared/trainer-protocol.ts';

/** One thing that can be varied while all else stays: the condition, a categorical code, or one number of the latent. */
export type Axis =
  | { key: string; title: string; kind: 'condition'; names: string[] }
  | { key: string; title: string; kind: 'category'; from: number; names: string[] }
  | { key: string; title: string; kind: 'number'; at: number; of: LatentPart['kind'] };

/** Numbers of a long latent beyond these are not offered one by one. */
const mostNumbers = 64;

/** What stands for something comes first: the condition, categories, codes; then the numbers of plain noise. */
export function axesOf({ conditions, parts }: OpenedGenerator): Axis[] {
  const ofParts = parts.map((part, index) => axesOfPart(part, index));
  const isCode = (index: number) => isCodePart(parts, index);
  return [
    ...(conditions ? [{ key: 'c', title: conditions.kind, kind: 'condition' as const, names: conditions.names }] : []),
    ...ofParts.filter((_, index) => isCode(index)).flat(),
    ...ofParts.filter((_, index) => !isCode(index)).flat(),
  ];
}

/** Codes beside noise, which can be held. */
export function codesOf({ parts }: OpenedGenerator): Axis[] {
  return parts.flatMap((part, index) => (isCodePart(parts, index) ? axesOfPart(part, index) : []));
}

function isCodePart(parts: readonly LatentPart[], index: number): boolean {
  const { kind } = parts[index];
  return kind === 'categorical' || (kind === 'uniform' && parts.length > 1);
}

function axesOfPart({ name, from, size, kind }: LatentPart, index: number): Axis[] {
  if (kind === 'categorical') {
    const names = Array.from({ length: size }, (_, category) => `${name} ${category + 1}`);
    return [{ key: `p${index}`, title: name, kind: 'category', from, names }];
  }
  return Array.from({ length: Math.min(size, mostNumbers) }, (_, at) => ({
    key: `p${index}.${at}`,
    title: size === 1 ? name : `${name} ${at + 1}`,
    kind: 'number',
    at: from + at,
    of: kind,
  }));
}

/** The latent with an axis at a value; a condition is no part of it. */
export function withValue(latent: Latent, axis: Axis, value: number): Latent {
  const next = latent.slice();
  if (axis.kind === 'number') next[axis.at] = value;
  if (axis.kind === 'category') {
    next.fill(0, axis.from, axis.from + axis.names.length);
    next[axis.from + Math.max(0, Math.min(axis.names.length - 1, Math.round(value)))] = 1;
  }
  return next;
}

export function withHeld(latent: Latent, generator: OpenedGenerator, held: Record<string, number>): Latent {
  return codesOf(generator)
    .filter(({ key }) => key in held)
    .reduce((now, axis) => withValue(now, axis, held[axis.key]), latent);
}

/** From where to where a number is varied: a little beyond what training saw. */
export function rangeOf(axis: Axis, reach: number | null): { low: number; high: number } {
  if (axis.kind !== 'number') return { low: 0, high: Math.max(0, axis.names.length - 1) };
  if (axis.of === 'noise') return { low: 0, high: 1 };
  const far = reach ?? (axis.of === 'uniform' ? 1.5 : 3);
  return { low: -far, high: far };
}

const mostColumns = 12;
const numberColumns = 9;
/** The values that a table shows, as many as can be seen; of more names a stretch around the one that is looked at. */
export function valuesOf(axis: Axis, reach: number | null, at: number): { value: number; name: string }[] {
  if (axis.kind === 'number') {
    const { low, high } = rangeOf(axis, reach);
    return Array.from({ length: numberColumns }, (_, column) => {
      const value = low + ((high - low) * column) / (numberColumns - 1);
      return { value, name: value.toFixed(2).replace('-', '−') };
    });
  }
  const count = Math.min(mostColumns, axis.names.length);
  const first = Math.floor(Math.max(0, Math.min(axis.names.length - 1, at)) / mostColumns) * mostColumns;
  const from = Math.min(first, axis.names.length - count);
  return Array.from({ length: count }, (_, column) => ({
    value: from + column,
    // The head of a column is short: its table says what it numbers.
    name: axis.kind === 'category' ? String(from + column + 1) : axis.names[from + column],
  }));
}
