import { StudioError } from '../errors.ts';
import { attributes, type Field, typeOf } from './fields.ts';
import { parseExpression } from './parser.ts';
import { fieldNamed } from './sorting.ts';
import { writeText } from './write.ts';

/** What may stand at the caret: `from` to the caret is what was typed of it so far. */
export type Completion = { from: number; typed: string } & (
  | { kind: 'field' }
  /** A value of a field, to be written in quotes where it is text. */
  | { kind: 'value'; field: Field; name: string; isOpen: boolean }
  | { kind: 'operator'; field: Field }
  | { kind: 'link' }
);

const name = /(?:[\p{L}_][\p{L}\p{N}_]*(?:\.(?:[\p{L}\p{N}_/@:-]+|`[^`]*`)|\["[^"]*"\])*)/u.source;
const valuePlace = new RegExp(`(${name})\\s*(?:==|!=)\\s*((["']?)([^"']*))$`, 'u');
const listPlace = new RegExp(`(${name})\\s+(?:not\\s+)?in\\s*[[({](?:[^\\])}]*,)?\\s*((["']?)([^"',]*))$`, 'u');
const operatorPlace = new RegExp(`(?:^|[\\s(])(${name})\\s+([a-z=!<>]*)$`, 'u');
const namePlace = /(?:^|[\s(])((?:[\p{L}_][\p{L}\p{N}_/@:.`-]*)?)$/u;
const memberPlace = /["']\s+(?:not\s+)?in\s+([\p{L}\p{N}_.]*)$/u;

/** What a query could go on with at the caret; null where there is nothing to offer, as within text. */
export function completionAt(text: string, caret: number): Completion | null {
  const before = text.slice(0, caret);
  const member = memberPlace.exec(before);
  if (member) return { kind: 'field', from: caret - member[1].length, typed: member[1] };
  for (const place of [valuePlace, listPlace]) {
    const [, of, written, quote, typed] = place.exec(before) ?? [];
    const field = of === undefined ? null : fieldNamed(of);
    if (field !== null) return { kind: 'value', field, name: of, from: caret - written.length, typed, isOpen: quote !== '' };
  }
  if (isInQuotes(before)) return null;
  const [, of, begun] = operatorPlace.exec(before) ?? [];
  const field = of === undefined ? null : fieldNamed(of);
  if (field !== null) {
    const isAlone = !isWhole(before.slice(0, before.length - begun.length)) || !/[=<>]|\b(in|is|like|contains)\b/.test(tailOf(before));
    if (isAlone) return { kind: 'operator', field, from: caret - begun.length, typed: begun };
  }
  const [, typed] = namePlace.exec(before) ?? [];
  if (typed === undefined) return null;
  const start = before.slice(0, caret - typed.length);
  if (/\s$/.test(start) && isWhole(start)) return { kind: 'link', from: caret - typed.length, typed };
  return { kind: 'field', from: caret - typed.length, typed };
}

/** Operators that make sense with a field, each as it is written before its value. */
export function operatorsFor(field: Field): string[] {
  const type = typeOf(field);
  const order = ['==', '!=', '<', '<=', '>', '>='];
  switch (type) {
    case 'text':
      return ['==', '!=', 'in [', 'not in [', 'contains', 'like', 'is None', 'is not None'];
    case 'boolean':
      return ['and', 'or', '== True', '== False'];
    case 'list':
      return ['contains', 'not contains', 'like', '== ['];
    case 'number':
      return [...order, 'in [', 'is None', 'is not None', ...(field.kind === 'metric' ? ['is NaN', 'is not NaN'] : [])];
    case 'any':
      return [...order, 'in [', 'contains', 'is None', 'is not None'];
    default:
      return [...order, 'is None', 'is not None'];
  }
}

/** What is known of a field's values without asking. */
export function knownValues(field: Field): readonly string[] | null {
  if (field.kind !== 'attribute') return null;
  const attribute = attributes[field.name];
  return 'values' in attribute ? attribute.values : null;
}

export function writtenValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? writeText(value) : String(value);
}

/** Behind the last `and`, `or` or bracket. */
function tailOf(before: string): string {
  return before.split(/\b(?:and|or)\b|\(/).at(-1) ?? '';
}

function isWhole(text: string): boolean {
  return text.trim() !== '' && quietly(() => parseExpression(text)) !== null;
}

function isInQuotes(before: string): boolean {
  return (before.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

function quietly<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}
