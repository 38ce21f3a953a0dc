import type { Field } from './fields.ts';
import type { Span } from './query-error.ts';

/** What stands on one side of an operator, as it was written and before it is known what it is compared with. */
export type Given =
  | GivenField
  | { kind: 'number'; value: number; at: Span }
  | { kind: 'duration'; value: number; at: Span }
  | { kind: 'text'; value: string; at: Span }
  | { kind: 'boolean'; value: boolean; at: Span }
  | { kind: 'none'; at: Span }
  | { kind: 'list'; items: Given[]; at: Span };

export type GivenField =
  | { kind: 'field'; field: Field; at: Span }
  /** `name.startswith` before its bracket. */
  | { kind: 'method'; how: 'starts' | 'ends'; field: Field; at: Span };
