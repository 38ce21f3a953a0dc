import { type Field, typeOf } from '../../../shared/query/fields.ts';
import { operatorsFor } from '../../../shared/query/completion.ts';
import { writeField, writeText } from '../../../shared/query/write.ts';
import { joinQuery, splitShortWords, understood } from './query-words.ts';

/** Operators in words, for people who would rather choose than type. */
const words: Record<string, string> = {
  '==': 'is',
  '!=': 'is another than',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  'in [': 'is one of',
  'not in [': 'is none of',
  contains: 'contains',
  'not contains': 'does not contain',
  like: 'is like (% is anything)',
  'is None': 'is missing',
  'is not None': 'is there',
  'is NaN': 'is NaN',
  'is not NaN': 'is no NaN',
  '== True': 'is true',
  '== False': 'is false',
};

export function choicesFor(field: Field): { value: string; label: string }[] {
  return operatorsFor(field).flatMap((value) => (words[value] === undefined || value === '== [' ? [] : [{ value, label: words[value] }]));
}

export function takesValue(operator: string): boolean {
  return !/^(is |== (True|False)$)/.test(operator);
}

/** One condition as the query language has it; what is typed is text, a number, a time or a list, as the field asks for. */
export function writeCondition(field: Field, operator: string, typed: string): string {
  const name = writeField(field);
  if (!takesValue(operator)) return `${name} ${operator}`;
  if (operator.endsWith('[')) {
    const items = typed.split(',').map((item) => writeTyped(field, operator, item.trim()));
    return `${name} ${operator}${items.join(', ')}]`;
  }
  return `${name} ${operator} ${writeTyped(field, operator, typed.trim())}`;
}

/** The query with one more condition that must hold. Plain words become conditions, too: words and expressions are two things. */
export function withCondition(query: string, condition: string): string {
  const { short, text } = splitShortWords(query);
  if (text === '') return joinQuery(short, condition);
  if (understood(query).as === 'words') return joinQuery(short, [...text.split(/\s+/).map(writeWord), condition].join(' and '));
  const before = /\bor\b/i.test(text) ? `(${text})` : text;
  return joinQuery(short, `${before} and ${condition}`);
}

/** A plain word as an expression: it may stand in any of what plain words are looked for in. */
function writeWord(word: string): string {
  const written = writeText(word);
  const texts = ['name', 'recipe', 'dataset', 'notes'].map((field) => `${field} contains ${written}`);
  return `(${[...texts, `tags like ${writeText(`%${word}%`)}`].join(' or ')})`;
}

function writeTyped(field: Field, operator: string, typed: string): string {
  const type = typeOf(field);
  const isText =
    type === 'text' || type === 'time' || type === 'list' || operator === 'contains' || operator === 'not contains' || operator === 'like';
  if (isText) return writeText(typed);
  if (type === 'number' || type === 'duration') return typed;
  if (/^(true|false)$/i.test(typed)) return typed.toLowerCase() === 'true' ? 'True' : 'False';
  return typed !== '' && Number.isFinite(Number(typed)) ? typed : writeText(typed);
}
