import { assertNever } from '../../shared/assert-never.ts';
import { listOf, typeOf } from '../../shared/query/fields.ts';
import type { Operand, Query } from '../../shared/query/tree.ts';
import type { Column, QueryScope } from './query-columns.ts';

/** A query's tree as a condition that is 1 or 0 and never NULL; shared/query/evaluate.ts says the same in plain words. */
export function conditionOf(query: Query, scope: QueryScope): string {
  switch (query.kind) {
    case 'and':
      return balanced(
        query.parts.map((part) => conditionOf(part, scope)),
        'AND',
      );
    case 'or':
      return balanced(
        query.parts.map((part) => conditionOf(part, scope)),
        'OR',
      );
    case 'not':
      return `NOT ${conditionOf(query.part, scope)}`;
    case 'constant':
      return query.value ? '1' : '0';
    case 'compare':
      return comparison(query, scope);
    case 'one-of': {
      const { value } = scope.columnOf(query.field);
      return known(`${value} IN (${query.values.map((item) => scope.bind(item)).join(', ')})`);
    }
    case 'text':
      return textTest(query, scope);
    case 'listed': {
      // Lists are JSON as JSON.stringify writes it: a quote within a name has a backslash before it, never a bracket or a comma.
      const name = JSON.stringify(query.name);
      return `(instr(run.${query.of}, ${scope.bind(`[${name}`)}) = 1 OR instr(run.${query.of}, ${scope.bind(`,${name}`)}) > 0)`;
    }
    case 'listed-like':
      return `EXISTS (SELECT 1 FROM json_each(run.${query.of}) AS item WHERE item.value LIKE ${scope.bind(likePattern(query.text))} ESCAPE '\\')`;
    case 'list':
      return `(run.${query.of} = ${scope.bind(JSON.stringify(query.names))})`;
    case 'missing':
      return `NOT (${scope.columnOf(query.field).isThere})`;
    case 'nan': {
      const { value, isThere } = scope.columnOf(query.field);
      return query.field.kind === 'metric' ? `(${isThere} AND ${value} IS NULL)` : '0';
    }
    case 'truthy':
      return truthy(query, scope);
    case 'word':
      return `((run.name || ' ' || run.recipe || ' ' || run.dataset || ' ' || run.tags || ' ' || run.notes) LIKE ${scope.bind(
        `%${escapeLike(query.text)}%`,
      )} ESCAPE '\\')`;
    default:
      return assertNever(query);
  }
}

function comparison({ left, operator, right }: Query & { kind: 'compare' }, scope: QueryScope): string {
  const [one, other] = [sideOf(left, scope), sideOf(right, scope)];
  const sign = operator === '==' || operator === '!=' ? '=' : operator;
  const alike = known(`${one.value} ${sign} ${other.value}${sameKind(one, other)}`);
  return operator === '!=' ? `(${one.isThere} AND ${other.isThere} AND NOT ${alike})` : alike;
}

function sideOf(operand: Operand, scope: QueryScope): Pick<Column, 'value' | 'isThere' | 'type'> {
  if (operand.kind === 'field') return scope.columnOf(operand.field);
  return { value: scope.bind(operand.value), isThere: '1', type: typeof operand.value === 'string' ? 'text' : 'number' };
}

/** SQLite has an order between numbers and text, and reads one as the other; here neither. */
function sameKind(one: Pick<Column, 'value' | 'type'>, other: Pick<Column, 'value' | 'type'>): string {
  if (one.type !== 'any' && other.type !== 'any') return '';
  const isText = ({ type, value }: typeof one) => (type === 'any' ? `(typeof(${value}) = 'text')` : type === 'text' ? '1' : '0');
  return ` AND ${isText(one)} = ${isText(other)}`;
}

function textTest({ field, how, text }: Query & { kind: 'text' }, scope: QueryScope): string {
  const { value, type } = scope.columnOf(field);
  const guard = type === 'text' ? '' : ` AND typeof(${value}) = 'text'`;
  switch (how) {
    case 'in':
      return known(`instr(${value}, ${scope.bind(text)}) > 0${guard}`);
    case 'contains':
      return known(`${value} LIKE ${scope.bind(`%${escapeLike(text)}%`)} ESCAPE '\\'${guard}`);
    case 'like':
      return known(`${value} LIKE ${scope.bind(likePattern(text))} ESCAPE '\\'${guard}`);
    case 'starts': {
      const beginning = scope.bind(text);
      return known(`substr(${value}, 1, length(${beginning})) = ${beginning}${guard}`);
    }
    case 'ends': {
      if (text === '') return known(`typeof(${value}) = 'text'`);
      const end = scope.bind(text);
      return known(`substr(${value}, -length(${end})) = ${end}${guard}`);
    }
    default:
      return assertNever(how);
  }
}

function truthy({ field }: Query & { kind: 'truthy' }, scope: QueryScope): string {
  const { value, isThere, type } = scope.columnOf(field);
  if (typeOf(field) === 'list') return `(run.${listOf(field)} <> '[]')`;
  if (field.kind === 'metric') return `(${isThere} AND (${value} IS NULL OR ${value} <> 0))`;
  if (type === 'any') return known(`CASE typeof(${value}) WHEN 'text' THEN ${value} <> '' ELSE ${value} <> 0 END`);
  return known(type === 'text' ? `${value} <> ''` : `${value} <> 0`);
}

/** What SQL does not know is false. */
function known(condition: string): string {
  return `IFNULL(${condition}, 0)`;
}

/** In the query language a backslash is a character like any other. */
function likePattern(text: string): string {
  return text.replaceAll('\\', '\\\\');
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (special) => `\\${special}`);
}

/** A thousand conditions in a row would be a thousand deep. */
function balanced(parts: string[], sign: 'AND' | 'OR'): string {
  if (parts.length === 1) return parts[0];
  const middle = Math.ceil(parts.length / 2);
  return `(${balanced(parts.slice(0, middle), sign)} ${sign} ${balanced(parts.slice(middle), sign)})`;
}
