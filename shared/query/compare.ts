import { nearestName } from '../nearest-name.ts';
import { attributes, type Field, type FieldType, listOf, typeOf } from './fields.ts';
import type { Given } from './given.ts';
import { momentOf } from './moments.ts';
import { holds } from './values.ts';
import { queryError, type Span } from './query-error.ts';
import { both, type Comparison, type Operand, type Query, type Value } from './tree.ts';

type FieldGiven = Given & { kind: 'field' };
const mirrored: Record<Comparison, Comparison> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const typeWords: Record<FieldType, string> = {
  text: 'text: write it in quotes',
  number: 'a number',
  boolean: 'True or False',
  time: 'a date: write it in quotes, such as "2026-11-01"',
  duration: 'a time with its unit, such as 7d, 12h or 30min',
  list: 'a list: ask "gp" in tags',
  any: 'a number, text in quotes, True or False',
};

/** `<`, `<=`, `>`, `>=`. @throws StudioError invalid where the two can't be compared */
export function comparisonOf(left: Given, operator: Comparison, right: Given): Query {
  if (left.kind !== 'field') {
    if (right.kind !== 'field') return settled(left, operator, right);
    return comparisonOf(right, mirrored[operator], left);
  }
  const type = typeOf(left.field);
  if (type === 'list') throw queryError(`A list has no order: ask ${exampleOf(left.field)}.`, left.at, 'in, not in, ==');
  if (type === 'time' && right.kind === 'text') return timeComparison(left, operator, right);
  const operand = operandOf(right, type);
  if (operand.kind === 'value' && Number.isNaN(operand.value))
    throw queryError('Nothing is less or more than NaN; ask “is NaN”.', right.at);
  return { kind: 'compare', left, operator, right: operand };
}

/** `==`, `!=`, `is` and `is not`, None and NaN among them. */
export function sameAs(left: Given, right: Given, operator: '==' | '!=' | 'is' | 'is not', at: Span): Query {
  if (left.kind !== 'field' && right.kind === 'field') return sameAs(right, left, operator, at);
  const isNegated = operator === '!=' || operator === 'is not';
  if (left.kind !== 'field') return settled(left, isNegated ? '!=' : '==', right);
  const { field } = left;
  const asked = right.kind === 'none' ? 'missing' : right.kind === 'number' && Number.isNaN(right.value) ? 'nan' : null;
  if (asked === 'nan' && field.kind !== 'metric') throw queryError('Only a metric can be NaN.', right.at);
  if (asked !== null) return isNegated ? without(field, asked) : { kind: asked, field };
  if (operator.startsWith('is') && right.kind !== 'boolean') {
    const better = isNegated ? '!=' : '==';
    throw queryError(`Behind “${operator}” stands None, NaN, True or False; what is equal is written ${better}.`, at, better);
  }
  if (typeOf(field) === 'list') {
    const list: Query = { kind: 'list', of: listOf(field), names: namesOf(field, right) };
    return isNegated ? { kind: 'not', part: list } : list;
  }
  if (typeOf(field) === 'time' && right.kind === 'text') return timeComparison(left, isNegated ? '!=' : '==', right);
  const operand = operandOf(right, typeOf(field));
  checkKnown(field, operand, right.at);
  return { kind: 'compare', left, operator: isNegated ? '!=' : '==', right: operand };
}

/** `"gp" in tags`, `"clip" in name`, `recipe in ["wgan", "gan"]`; `not in` is false, too, where the field is missing. */
export function memberOf(left: Given, right: Given, isNegated: boolean): Query {
  if (right.kind === 'list') {
    if (left.kind !== 'field') throw queryError('Before “in” stands a field where a list follows.', left.at);
    const type = typeOf(left.field);
    if (type === 'list') throw queryError(`Ask for one of them: ${exampleOf(left.field)}.`, left.at);
    if (right.items.some((item) => type === 'time' && item.kind === 'text'))
      throw queryError('A date is compared by <, > or ==.', right.at);
    const values = right.items.map((item) => {
      const operand = operandOf(item, type);
      if (operand.kind !== 'value') throw queryError('In a list stand numbers and text in quotes.', item.at);
      if (Number.isNaN(operand.value)) throw queryError('NaN equals nothing; ask “is NaN”.', item.at);
      checkKnown(left.field, operand, item.at);
      return operand.value;
    });
    const query: Query = { kind: 'one-of', field: left.field, values };
    return isNegated ? both([without(left.field, 'missing'), { kind: 'not', part: query }]) : query;
  }
  if (right.kind !== 'field')
    throw queryError('Behind “in” stands a list such as ["wgan", "gan"], or tags, health, name, notes.', right.at);
  if (left.kind !== 'text') throw queryError('Before “in” stands text in quotes here, such as "gp" in tags.', left.at);
  if (typeOf(right.field) === 'list') checkKnown(right.field, { kind: 'value', value: left.value }, left.at);
  return textTestOf(right, 'in', left.value, isNegated);
}

export function textTestOf(
  { field, at }: FieldGiven,
  how: 'in' | 'contains' | 'like' | 'starts' | 'ends',
  text: string,
  isNegated = false,
): Query {
  const type = typeOf(field);
  if (type === 'list' && (how === 'in' || how === 'contains')) {
    const listed: Query = { kind: 'listed', of: listOf(field), name: text };
    return isNegated ? { kind: 'not', part: listed } : listed;
  }
  if (type === 'list' && how === 'like') {
    const alike: Query = { kind: 'listed-like', of: listOf(field), text };
    return isNegated ? { kind: 'not', part: alike } : alike;
  }
  if (type !== 'text' && type !== 'any') throw queryError('This is no text that something could stand in.', at, typeWords[type]);
  const query: Query = { kind: 'text', field, how, text };
  return isNegated ? both([without(field, 'missing'), { kind: 'not', part: query }]) : query;
}

function operandOf(given: Given, type: FieldType): Operand {
  const wrong = () => queryError(`This is compared with ${typeWords[type]}.`, given.at, typeWords[type]);
  switch (given.kind) {
    case 'field': {
      const other = typeOf(given.field);
      if (other === 'list' || (type !== 'any' && other !== 'any' && groupOf(other) !== groupOf(type))) throw wrong();
      return given;
    }
    case 'number':
      if (type === 'duration' || type === 'text' || type === 'boolean') throw wrong();
      return { kind: 'value', value: given.value };
    case 'duration':
      if (type !== 'duration') throw wrong();
      return { kind: 'value', value: given.value };
    case 'text':
      if (type !== 'text' && type !== 'any') throw wrong();
      return { kind: 'value', value: given.value };
    case 'boolean':
      if (type !== 'boolean' && type !== 'any') throw wrong();
      return { kind: 'value', value: Number(given.value) };
    default:
      throw wrong();
  }
}

function groupOf(type: FieldType): string {
  return type === 'boolean' ? 'number' : type;
}

/** A status that none is can only be a slip. */
function checkKnown(field: Field, operand: Operand, at: Span): void {
  if (field.kind !== 'attribute' || operand.kind !== 'value' || typeof operand.value !== 'string') return;
  const attribute = attributes[field.name];
  if (!('values' in attribute) || attribute.values.includes(operand.value)) return;
  const near = nearestName(operand.value, attribute.values);
  const instead = near === null ? `It is one of ${attribute.values.join(', ')}.` : `Did you mean "${near}"?`;
  const what = field.name === 'health' ? 'There is no health rule' : `No run has the ${field.name}`;
  throw queryError(`${what} “${operand.value}”. ${instead}`, at, attribute.values.join(', '));
}

/** A date names a stretch: == is within it, < before it, >= from its beginning, > behind that beginning. */
function timeComparison(left: FieldGiven, operator: Comparison, right: Given & { kind: 'text' }): Query {
  const { from, to } = momentOf(right.value, right.at);
  const compare = (sign: Comparison, value: number): Query => ({ kind: 'compare', left, operator: sign, right: { kind: 'value', value } });
  if (operator === '==') return both([compare('>=', from), compare('<', to)]);
  if (operator === '!=') return { kind: 'or', parts: [compare('<', from), compare('>=', to)] };
  return operator === '<=' ? compare('<', to) : compare(operator, from);
}

function namesOf(field: Field, given: Given): string[] {
  if (given.kind !== 'list') throw queryError(`This is a list: ask ${exampleOf(field)}, or ${listOf(field)} == ["…", "…"].`, given.at);
  return given.items.map((item) => {
    if (item.kind !== 'text') throw queryError('What is in the list stands in quotes.', item.at);
    return item.value;
  });
}

function exampleOf(field: Field): string {
  return listOf(field) === 'tags' ? '"gp" in tags' : '"clip saturation" in health';
}

function without(field: Field, kind: 'missing' | 'nan'): Query {
  const not: Query = { kind: 'not', part: { kind, field } };
  // A series that was never recorded is not NaN, but neither is it a number.
  return kind === 'nan' ? both([{ kind: 'not', part: { kind: 'missing', field } }, not]) : not;
}

/** Two written values: true or false for every run alike. */
function settled(left: Given, operator: Comparison, right: Given): Query {
  const value = (given: Given): Value => {
    if (given.kind === 'number' || given.kind === 'duration' || given.kind === 'text') return given.value;
    if (given.kind === 'boolean') return Number(given.value);
    throw queryError('A field is missing in this comparison.', given.at);
  };
  return { kind: 'constant', value: holds(value(left), operator, value(right)) };
}
