import type { Span } from './query-error.ts';
import type { Field, ListAttribute } from './fields.ts';

/** Whatever can be compared: a boolean is 1 or 0, as in Python. */
export type Value = number | string;
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface FieldOperand {
  kind: 'field';
  field: Field;
  at: Span;
}
export type Operand = FieldOperand | { kind: 'value'; value: Value };

/**
 * A query as a tree. Every leaf is true or false, never unknown: what compares a missing value is false (`!=` and `not in` too),
 * and NaN equals nothing, as in Python. Only `missing` and `nan` ask for the two themselves.
 */
export type Query =
  | { kind: 'and' | 'or'; parts: Query[] }
  | { kind: 'not'; part: Query }
  | { kind: 'constant'; value: boolean }
  | { kind: 'compare'; left: Operand; operator: Comparison; right: Operand }
  | { kind: 'one-of'; field: Field; values: Value[] }
  /** `in` keeps to case; `contains` and `like` (with % and _) do not for A to Z. */
  | { kind: 'text'; field: Field; how: 'in' | 'contains' | 'like' | 'starts' | 'ends'; text: string }
  | { kind: 'listed'; of: ListAttribute; name: string }
  /** One of the names in the list is like this. */
  | { kind: 'listed-like'; of: ListAttribute; text: string }
  /** Exactly these, in this order. */
  | { kind: 'list'; of: ListAttribute; names: string[] }
  | { kind: 'missing' | 'nan'; field: Field }
  | { kind: 'truthy'; field: Field }
  /** Anywhere in name, recipe, dataset, tags or notes; A to Z in any case. */
  | { kind: 'word'; text: string };

export function both(parts: Query[]): Query {
  if (parts.length === 0) return { kind: 'constant', value: true };
  return parts.length === 1 ? parts[0] : { kind: 'and', parts };
}

/** Every field that a query reads. */
export function fieldsOf(query: Query): Field[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(query.part);
    case 'compare':
      return [query.left, query.right].flatMap((operand) => (operand.kind === 'field' ? [operand.field] : []));
    case 'one-of':
    case 'text':
    case 'missing':
    case 'nan':
    case 'truthy':
      return [query.field];
    default:
      return [];
  }
}
