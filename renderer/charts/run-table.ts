import type { ColumnKind } from '../../shared/api/columns.ts';

/** Many runs as columns, all of one length. */
export interface RunTable {
  number: Float64Array;
  id: string[];
  name: string[];
  columns: RunColumn[];
  /** How many runs match, of which these are the newest. */
  total: number;
}
export interface RunColumn {
  /** As the query language writes it. */
  field: string;
  kind: ColumnKind;
  /** Numbers, or values as a query writes them; null where a run has none. */
  values: (number | null)[] | (string | null)[];
}

export function isNumeric({ kind }: Pick<RunColumn, 'kind'>): boolean {
  return kind === 'number' || kind === 'time' || kind === 'duration';
}

/** A value of the query language as people read it. */
export function literalWords(literal: string): string {
  if (literal.startsWith('[')) return literal === '[]' ? 'none' : literal.slice(1, -1).replaceAll('"', '');
  if (!literal.startsWith('"')) return literal === 'True' ? 'yes' : literal === 'False' ? 'no' : literal;
  return literal.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({ n: ' ', t: ' ', r: ' ' })[letter] ?? letter);
}
