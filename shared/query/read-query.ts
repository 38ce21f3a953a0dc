import { StudioError } from '../errors.ts';
import { attributeOf, type Field, fieldOf, methodOf } from './fields.ts';
import { parseExpression } from './parser.ts';
import { queryError, type Span } from './query-error.ts';
import { tokensOf } from './tokens.ts';
import { both, fieldsOf, type Query } from './tree.ts';

/** Of a typed query. */
export const longestQuery = 8000;

export interface ReadQuery {
  query: Query;
  /** How it was understood: words that must all occur, or an expression; both may come with short words such as `status:running`. */
  as: 'words' | 'expression';
  /** Where the short words stand: everything else is words or expression. */
  short: { text: string; from: number; to: number }[];
  /** The fields that an expression names, and where. */
  named: { field: Field; at: Span }[];
  /** Archived runs are left out unless a query speaks of them. */
  asksForArchived: boolean;
}

const shortForms: Record<string, (text: string) => Query> = {
  status: (value) => textIs('status', value),
  recipe: (value) => textIs('recipe', value),
  dataset: (value) => textIs('dataset', value),
  tag: (tag) => ({ kind: 'listed', of: 'tags', name: tag }),
};

/**
 * A query is short words (`status:running`, `tag:gp`, `#12`), which always narrow, and beside them either plain words or one expression.
 * It is an expression where it says something that only an expression says: a comparison sign, a key such as `params.lambda`, or a whole
 * sentence such as `"gp" in tags`. A single word is always a word. @throws StudioError invalid, at the word that is wrong
 */
export function readQuery(text: string, longest = longestQuery): ReadQuery {
  if (text.length > longest) {
    const at = { from: longest, to: text.length };
    throw queryError(`A query has at most ${longest} characters; this one has ${text.length}.`, at);
  }
  const short = shortWordsOf(text);
  // Spaces keep every other word where it stands, for errors.
  let rest = text;
  for (const { from, to } of short) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  const parts = short.map((word) => word.query);
  const expression = expressionOf(rest);
  if (expression !== null) parts.push(expression);
  else for (const word of rest.split(/\s+/).filter((part) => part !== '')) parts.push({ kind: 'word', text: word.toWellFormed() });
  const query = both(parts);
  return {
    query,
    as: expression === null ? 'words' : 'expression',
    short: short.map(({ query: _, ...word }) => word),
    named: expression === null ? [] : namedIn(rest),
    asksForArchived: fieldsOf(query).some((field) => field.kind === 'attribute' && field.name === 'archived'),
  };
}

function namedIn(expression: string): ReadQuery['named'] {
  return tokensOf(expression).flatMap((token) =>
    token.kind === 'path'
      ? [{ field: fieldOf(methodOf(token.segments)?.of ?? token.segments), at: { from: token.from, to: token.to } }]
      : [],
  );
}

/** Words outside quotes that narrow by themselves. */
export function shortWordsOf(text: string) {
  const found: { text: string; from: number; to: number; query: Query }[] = [];
  for (const { 0: word, index } of blanked(text).matchAll(/\S+/g)) {
    const written = text.slice(index, index + word.length);
    const query = shortWord(written);
    if (query !== null && word === written) found.push({ text: written, from: index, to: index + word.length, query });
  }
  return found;
}

function shortWord(word: string): Query | null {
  if (/^#\d{1,15}$/.test(word)) return numberIs(Number(word.slice(1)));
  const colon = word.indexOf(':');
  const form = colon > 0 && colon < word.length - 1 && Object.hasOwn(shortForms, word.slice(0, colon)) ? word.slice(0, colon) : null;
  return form === null ? null : shortForms[form](word.slice(colon + 1).toWellFormed());
}

/** What stands in quotes is made of dots, so that no sign is looked for in it; a double quote may still be open. An apostrophe within a word is none. */
function blanked(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])(["'`])(?:\\.|(?!\1)[^\\])*\1|(?<![\p{L}\p{N}])"[^"]*$/gsu, (quoted) => '.'.repeat(quoted.length));
}

function expressionOf(text: string): Query | null {
  if (isMeantAsExpression(text)) return parseExpression(text);
  if (!/\S\s+\S|\(/.test(text)) return null;
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

const signs = /==|!=|<|>/;
const quotedMember = /^\s*(not\s+)?\(*\s*\.{2,}\s+(not\s+)?in\b/;
const attributeTest = /(^|[\s(])([A-Za-z]+)(\s+(not\s+)?(in|contains|like)\s*[[({.]|\.(startswith|endswith)\()/g;
const ownKeys = /(^|[\s(])(params|metrics|environment|recording|dataset\.params)(\.|\[)/;

function isMeantAsExpression(text: string): boolean {
  const bare = blanked(text);
  if (signs.test(bare) || ownKeys.test(bare) || (quotedMember.test(bare) && bare !== text)) return true;
  if ([...bare.matchAll(attributeTest)].some(([, , name]) => attributeOf(name) !== null)) return true;
  // `status = "finished"` is a slip worth a word, `lr=0.01` a word of a name.
  return [...bare.matchAll(/(^|[\s(])([A-Za-z]+)\s*=/g)].some(([, , name]) => attributeOf(name) !== null);
}

function textIs(name: 'status' | 'recipe' | 'dataset', value: string): Query {
  return { kind: 'compare', left: fieldSide(name), operator: '==', right: { kind: 'value', value } };
}
function numberIs(value: number): Query {
  return { kind: 'compare', left: fieldSide('number'), operator: '==', right: { kind: 'value', value } };
}
function fieldSide(name: 'status' | 'recipe' | 'dataset' | 'number') {
  return { kind: 'field', field: { kind: 'attribute', name }, at: { from: 0, to: 0 } } as const;
}
