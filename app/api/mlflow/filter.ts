import type { Clause, ExperimentField, Ordering, TrackedComparison, TrackedField } from '../../store/tracked.ts';
import { invalid } from './ask.ts';
import { experimentFieldOf, isNumeric, runFieldOf } from './fields.ts';
import { type Token, tokensOf } from './filter-tokens.ts';

/** MLflow's filter of runs: conditions that hold together, joined by AND and nothing else. @throws MlflowError */
export function readRunFilter(text: string): Clause<TrackedField>[] {
  return clausesOf(text).map((clause) => {
    const field = runFieldOf(clause.name);
    return { field, ...valueFor(clause, field.kind, field.kind === 'attribute' ? field.key : '') };
  });
}

export function readExperimentFilter(text: string): Clause<ExperimentField>[] {
  return clausesOf(text).map((clause) => {
    const field = experimentFieldOf(clause.name);
    const read = valueFor(clause, field.kind, field.kind === 'attribute' ? field.key : '');
    if (read.comparison.endsWith('IN')) throw badComparator(read.comparison, texts);
    return { field, ...read };
  });
}

export function readRunOrder(order: string[]): Ordering<TrackedField>[] {
  return order.map((text) => {
    const { name, isDescending } = orderOf(text);
    return { field: runFieldOf(name), isDescending };
  });
}

export function readExperimentOrder(order: string[]): Ordering<ExperimentField>[] {
  return order.map((text) => {
    const { name, isDescending } = orderOf(text);
    const field = experimentFieldOf(name, true);
    return { field, isDescending };
  });
}

interface RawClause {
  name: string;
  comparison: string;
  value: Token | Token[] | null;
  text: string;
}

function clausesOf(filter: string): RawClause[] {
  const tokens = tokensOf(filter);
  const groups: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'word' && /^and$/i.test(token.text)) groups.push([]);
    else groups.at(-1)!.push(token);
  }
  return groups.filter((group) => group.length > 0).map((group) => clauseOf(group, filter));
}

function clauseOf(tokens: Token[], filter: string): RawClause {
  const text = tokens.map((token) => token.text).join(' ');
  const refuse = () => invalid(`Invalid clause(s) in filter string: '${text}' in '${filter.trim()}'`);
  const [name, ...rest] = tokens;
  if (name.kind !== 'word' && name.kind !== 'name') throw refuse();
  const words: string[] = [];
  let at = 0;
  const first = rest[0];
  if (first?.kind === 'sign') {
    words.push(first.text);
    at = 1;
  } else {
    while (rest[at]?.kind === 'word' && words.length < 3 && keywords.has(rest[at].text.toUpperCase()))
      words.push(rest[at++].text.toUpperCase());
    if (words.at(-1) === 'NULL' && words[0] !== 'IS') {
      words.pop();
      at -= 1;
    }
  }
  const comparison = words.join(' ');
  if (!comparisons.has(comparison)) {
    if (first?.kind === 'sign') throw badComparator(comparison, texts);
    throw refuse();
  }
  const value = rest.slice(at);
  if (comparison.startsWith('IS')) {
    if (value.length > 0) throw refuse();
    return { name: name.text, comparison, value: null, text };
  }
  if (value[0]?.kind === 'open') {
    if (value.at(-1)?.kind !== 'close') throw refuse();
    const items = value.slice(1, -1);
    if (items.some((item, index) => (item.kind === 'comma') !== (index % 2 === 1)) || items.at(-1)?.kind === 'comma') throw refuse();
    return { name: name.text, comparison, value: items.filter((item) => item.kind !== 'comma'), text };
  }
  if (value.length !== 1) throw refuse();
  return { name: name.text, comparison, value: value[0], text };
}

const keywords = new Set(['LIKE', 'ILIKE', 'IN', 'NOT', 'IS', 'NULL']);
const numbers = ['=', '!=', '<', '<=', '>', '>='];
const texts = ['=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'];
const comparisons = new Set([...numbers, ...texts, 'IN', 'NOT IN']);

function valueFor(
  { comparison, value, text }: RawClause,
  kind: TrackedField['kind'],
  key: string,
): { comparison: TrackedComparison; value: Clause<unknown>['value'] } {
  const made = (made: Clause<unknown>['value']) => ({ comparison: comparison as TrackedComparison, value: made });
  if (isNumeric(kind, key)) {
    if (comparison.startsWith('IS')) {
      throw invalid(`IS NULL / IS NOT NULL is only supported for tags and params, not for '${kind}' '${key || text}'`);
    }
    if (value === null || Array.isArray(value) || value.kind !== 'number') {
      const found = value === null ? '' : Array.isArray(value) ? 'a list' : value.text;
      throw invalid(`Expected numeric value type for ${kind === 'metric' ? 'metric' : `numeric attribute: ${key}`}. Found ${found}`);
    }
    if (!numbers.includes(comparison)) throw badComparator(comparison, numbers);
    return made(Number(value.text));
  }
  if (comparison.startsWith('IS')) {
    if (kind === 'attribute' || kind === 'dataset') {
      throw invalid(`IS NULL / IS NOT NULL is only supported for tags and params, not for '${kind}' '${key || text}'`);
    }
    return made(null);
  }
  if (comparison.endsWith('IN')) {
    const items = [value ?? []].flat();
    if (kind === 'attribute' && key !== 'run_id') {
      throw invalid("Only ['run_id'] attributes support comparison with a list of quoted string values.");
    }
    if (kind !== 'attribute' && kind !== 'dataset') throw unquoted(kind, text);
    if (!Array.isArray(value) || items.some((item) => item.kind !== 'text')) throw unquoted(kind, text);
    if (items.length === 0) {
      throw invalid('While parsing a list in the query, expected a non-empty list of string values, but got empty list');
    }
    return made(items.map((item) => item.inner));
  }
  if (!texts.includes(comparison)) throw badComparator(comparison, texts);
  if (value === null || Array.isArray(value) || value.kind !== 'text') throw unquoted(kind, text);
  return made(value.inner);
}

function unquoted(kind: string, text: string) {
  return invalid(`Expected a quoted string value for ${kind === 'param' ? 'parameter' : kind} (e.g. 'my-value'). Got: ${text}`);
}

function badComparator(comparison: string, of: string[]) {
  return invalid(`Invalid comparator '${comparison}' not one of ${of.map((one) => `'${one}'`).join(', ')}`);
}

function orderOf(text: string): { name: string; isDescending: boolean } {
  const [name, direction, ...more] = tokensOf(text);
  const word = direction?.text.toUpperCase();
  const isName = name?.kind === 'word' || name?.kind === 'name';
  if (!isName || more.length > 0 || (word !== undefined && word !== 'ASC' && word !== 'DESC')) {
    throw invalid(`Invalid order_by clause '${text}'. Give one key, and ASC or DESC after it.`);
  }
  return { name: name.text, isDescending: word === 'DESC' };
}
