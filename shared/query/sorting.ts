import { StudioError } from '../errors.ts';
import { queryError } from './query-error.ts';
import { attributeOf, type Field, fieldOf, methodOf } from './fields.ts';
import { tokensOf, type Token } from './tokens.ts';

export interface SortKey {
  field: Field;
  order: 'ascending' | 'descending';
}

const orders: Record<string, SortKey['order']> = {
  asc: 'ascending',
  ascending: 'ascending',
  desc: 'descending',
  descending: 'descending',
};

/** `metrics.w1.min asc, name`: what is said first counts most; a field without a word goes by `usual`. @throws StudioError invalid */
export function sortKeysOf(text: string, usual: SortKey['order']): SortKey[] {
  return piecesOf(text, 'sort', (piece) => sortKeyOf(piece, usual));
}

function sortKeyOf(piece: Piece, usual: SortKey['order']): SortKey {
  const [, summary, order] = /^((?:last|min|max):.+?)(?:\s+(asc|desc|ascending|descending))?$/.exec(piece.text) ?? [];
  if (summary !== undefined) return { field: summaryField(summary), order: orders[order] ?? usual };
  const raw = rawField(piece.text);
  if (raw !== null) return { field: raw, order: usual };
  const tokens = tokensIn(piece);
  const last = tokens.at(-1);
  const word = tokens.length === 2 && last?.kind === 'path' && last.segments.length === 1 ? last.segments[0].name : undefined;
  if (tokens.length === 2 && (word === undefined || !Object.hasOwn(orders, word))) {
    throw queryError('Behind a field to sort by stands asc or desc.', shifted(last!, piece.from), 'asc, desc');
  }
  return {
    field: word === undefined ? onlyField(tokens, piece) : onlyField([tokens[0]], { ...piece, text: piece.text.slice(0, tokens[0].to) }),
    order: word === undefined ? usual : orders[word],
  };
}

const summaries = ['mean', 'std', 'min', 'max', 'median'] as const;
export type Summary = (typeof summaries)[number];
export interface GroupSortKey {
  /** `value`: a grouped field by its value, any other by its mean. */
  by: Summary | 'count' | 'value';
  /** null for the count of runs. */
  field: Field | null;
  order: SortKey['order'];
}

/** `count, min(metrics.w1) asc`. @throws StudioError invalid */
export function groupSortKeysOf(text: string, usual: SortKey['order']): GroupSortKey[] {
  return piecesOf(text, 'sort', (piece): GroupSortKey => {
    const [, by, inner, word] =
      /^(count|mean|std|min|max|median)(?:\((.*)\))?(?:\s+(asc|desc|ascending|descending))?$/s.exec(piece.text) ?? [];
    const order = orders[word] ?? usual;
    if (by === 'count' && inner === undefined) return { by, field: null, order };
    if (by === undefined || inner === undefined) return { ...sortKeyOf(piece, usual), by: 'value' };
    const summary = summaries.find((name) => name === by);
    if (summary === undefined) throw queryError(`Groups can't be sorted by "${piece.text}".`, wholeOf(piece), summaries.join(', '));
    const from = piece.from + piece.text.indexOf('(') + 1;
    return { by: summary, field: onlyField(tokensIn({ text: inner, from }), { text: inner, from }), order };
  });
}

/** `recipe, params.lambda`. @throws StudioError invalid */
export function fieldListOf(text: string, path = 'columns'): Field[] {
  return piecesOf(text, path, (piece) => {
    if (/^(?:last|min|max):./.test(piece.text)) return summaryField(piece.text);
    return rawField(piece.text) ?? onlyField(tokensIn(piece), piece);
  });
}

/** The field that a text names; null where it names none. */
export function fieldNamed(text: string): Field | null {
  try {
    return fieldListOf(text)[0] ?? null;
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** A key that is written as it is, whatever stands in it; null where it reads as the query language has it. */
function rawField(text: string): Field | null {
  if (!/^(params|dataset\.params|recording|environment)\../.test(text)) return null;
  try {
    tokensOf(text);
    return null;
  } catch {
    return { kind: 'value', key: text };
  }
}

/** `last:w1`, as the table's columns are named. */
function summaryField(text: string): Field {
  const colon = text.indexOf(':');
  return { kind: 'metric', key: text.slice(colon + 1), figure: text.slice(0, colon) as 'last' | 'min' | 'max' };
}

interface Piece {
  text: string;
  from: number;
}

/** Cut at commas outside quotes; what is wrong in a piece is said to be wrong at `path`. */
function piecesOf<Result>(text: string, path: string, read: (piece: Piece) => Result): Result[] {
  const pieces: Piece[] = [];
  for (const { 0: found, index } of text.matchAll(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[^,])+/gs)) {
    if (found.trim() !== '') pieces.push({ text: found.trim(), from: index + found.length - found.trimStart().length });
  }
  try {
    return pieces.map(read);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    throw new StudioError(error.code, error.message, { issues: error.issues.map((issue) => ({ ...issue, path })), cause: error.cause });
  }
}

function tokensIn({ text, from }: Piece): Token[] {
  try {
    return tokensOf(text);
  } catch {
    throw queryError(`“${text}” is no field to go by.`, { from, to: from + text.length }, allowed);
  }
}

const allowed = 'name, status, created, step, params.<key>, metrics.<series>.min, …';

function wholeOf({ text, from }: Piece) {
  return { from, to: from + text.length };
}

function onlyField(tokens: Token[], { text, from }: Piece): Field {
  const [token] = tokens;
  const whole = wholeOf({ text, from });
  if (tokens.length !== 1 || token.kind !== 'path') throw queryError(`Runs can't be sorted by "${text}".`, whole, allowed);
  if (token.segments.length === 1 && attributeOf(token.segments[0].name) === null) {
    throw queryError(`Runs can't be sorted by "${text}".`, whole, allowed);
  }
  if (methodOf(token.segments) !== null) throw queryError(`“${text}” is a test, no field.`, whole, allowed);
  return fieldOf(token.segments.map((segment) => ({ ...segment, ...shifted(segment, from) })));
}

function shifted({ from, to }: { from: number; to: number }, by: number) {
  return { from: from + by, to: to + by };
}
