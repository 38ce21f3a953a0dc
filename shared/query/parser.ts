import { comparisonOf, memberOf, sameAs, textTestOf } from './compare.ts';
import { fieldOf, methodOf, typeOf } from './fields.ts';
import type { Given, GivenField } from './given.ts';
import { queryError, type Span } from './query-error.ts';
import { tokensOf, type Token } from './tokens.ts';
import { both, type Comparison, type Query } from './tree.ts';

const deepest = 100;

/** One expression, whole. @throws StudioError invalid, at the word that is wrong */
export function parseExpression(text: string): Query {
  const reader = new Reader(text);
  const query = reader.either();
  reader.end();
  return query;
}

/** Recursive descent over the tokens; each method reads what its name says and leaves the next token standing. */
class Reader {
  private readonly tokens: Token[];
  private readonly endsAt: number;
  private place = 0;
  private depth = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
    this.endsAt = text.trimEnd().length;
  }

  either(): Query {
    const parts = [this.every()];
    while (this.takes('or')) parts.push(this.every());
    return parts.length === 1 ? parts[0] : { kind: 'or', parts };
  }

  end(): void {
    const token = this.tokens[this.place];
    if (token === undefined) return;
    const isField = token.kind === 'path' || token.kind === 'text' || token.kind === 'number';
    throw queryError(
      isField ? '“and”, “or” or a comparison such as == is missing before this.' : 'This was not expected here.',
      token,
      'and, or, ==, !=, <, <=, >, >=, in, not in, is, contains, like',
    );
  }

  private every(): Query {
    const parts = [this.negated()];
    while (this.takes('and')) parts.push(this.negated());
    return both(parts);
  }

  private negated(): Query {
    if (!this.takes('not')) return this.comparison();
    return this.nested(() => ({ kind: 'not', part: this.negated() }));
  }

  private comparison(): Query {
    if (this.isSymbol('(')) return this.inBrackets();
    const first = this.operand();
    if (first.kind === 'method') return this.call(first);
    return this.chain(first);
  }

  /** `a < b <= c` is `a < b and b <= c`. */
  private chain(first: Given): Query {
    const parts: Query[] = [];
    let left = first;
    for (;;) {
      const at = this.tokens[this.place] ?? left.at;
      const operator = this.operator();
      if (operator === null) break;
      const right = this.operand();
      if (right.kind === 'method') throw queryError('A test of its own can’t be compared; write “and” before it.', right.at);
      parts.push(pairOf(left, operator, right, at));
      left = right;
    }
    return parts.length === 0 ? aloneOf(first) : both(parts);
  }

  private inBrackets(): Query {
    const opened = this.tokens[this.place];
    this.place++;
    const query = this.nested(() => this.either());
    if (!this.takesSymbol(')')) throw queryError('This bracket is not closed; write ) behind the condition.', opened, ')');
    const next = this.tokens[this.place];
    if (query.kind === 'truthy' && next !== undefined && this.startsOperator(next)) {
      return this.chain({ kind: 'field', field: query.field, at: { from: opened.from, to: next.from } });
    }
    return query;
  }

  private operand(): Given {
    const token = this.tokens[this.place];
    if (token === undefined) {
      throw queryError('Something is missing here: a field, a number or text in quotes.', { from: this.endsAt, to: this.endsAt + 1 });
    }
    this.place++;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: token.value, at: token };
      case 'duration':
        return { kind: 'duration', value: token.value, at: token };
      case 'text':
        if (token.value.includes('\0')) throw queryError('Text has no character 0.', token);
        return { kind: 'text', value: token.value, at: token };
      case 'path': {
        const method = this.isSymbol('(') ? methodOf(token.segments) : null;
        if (method !== null) return { kind: 'method', how: method.how, field: fieldOf(method.of), at: token };
        return { kind: 'field', field: fieldOf(token.segments), at: token };
      }
      case 'keyword':
        return wordOf(token.text, token);
      case 'symbol':
        if (token.text === '[' || token.text === '(' || token.text === '{') return this.list(token);
        throw queryError(`“${token.text}” does not stand here; a field, a number or text in quotes does.`, token);
    }
  }

  private list(opened: Token & { kind: 'symbol' }): Given {
    const closing = { '[': ']', '(': ')', '{': '}' }[opened.text]!;
    const items: Given[] = [];
    while (!this.isSymbol(closing)) {
      if (items.length > 0 && !this.takesSymbol(',')) throw this.unclosed(opened, closing);
      if (items.length > 0 && this.isSymbol(closing)) break;
      if (this.tokens[this.place] === undefined) throw this.unclosed(opened, closing);
      items.push(this.operand());
    }
    const { to } = this.tokens[this.place];
    this.place++;
    return { kind: 'list', items, at: { from: opened.from, to } };
  }

  private unclosed(opened: Span, closing: string) {
    const token = this.tokens[this.place];
    if (token === undefined) return queryError(`This list is not closed; write ${closing} behind it.`, opened, closing);
    return queryError(`In a list a comma or ${closing} stands here.`, token, `, ${closing}`);
  }

  private call({ field, how, at }: GivenField & { kind: 'method' }): Query {
    this.place++;
    const given = this.operand();
    if (given.kind !== 'text') throw queryError('Text in quotes stands between these brackets.', given.at);
    if (!this.takesSymbol(')')) throw queryError('This bracket is not closed; write ) behind the text.', given.at, ')');
    return textTestOf({ kind: 'field', field, at }, how, given.value);
  }

  private operator(): Operator | null {
    const token = this.tokens[this.place];
    if (token === undefined || !this.startsOperator(token)) return null;
    this.place++;
    if (token.kind === 'symbol') return token.text as Comparison;
    const { text } = token as Token & { kind: 'keyword' };
    if (text === 'is') return this.takes('not') ? 'is not' : 'is';
    if (text !== 'not') return text as Operator;
    const next = this.tokens[this.place];
    for (const word of ['in', 'contains', 'like'] as const) if (this.takes(word)) return `not ${word}`;
    throw queryError('Behind “not” stands in, contains or like here.', next ?? token, 'not in, not contains, not like');
  }

  private startsOperator(token: Token): boolean {
    if (token.kind === 'symbol') return ['==', '!=', '<', '<=', '>', '>='].includes(token.text);
    return token.kind === 'keyword' && ['in', 'not', 'is', 'contains', 'like'].includes(token.text);
  }

  private nested(read: () => Query): Query {
    this.depth++;
    if (this.depth > deepest) {
      const at = this.tokens[this.place] ?? { from: this.endsAt, to: this.endsAt + 1 };
      throw queryError(`Brackets and nots go at most ${deepest} deep.`, at);
    }
    const query = read();
    this.depth--;
    return query;
  }

  private takes(keyword: string): boolean {
    const token = this.tokens[this.place];
    if (token?.kind !== 'keyword' || token.text !== keyword) return false;
    this.place++;
    return true;
  }

  private isSymbol(text: string): boolean {
    const token = this.tokens[this.place];
    return token?.kind === 'symbol' && token.text === text;
  }

  private takesSymbol(text: string): boolean {
    const isHere = this.isSymbol(text);
    if (isHere) this.place++;
    return isHere;
  }
}

type Operator = Comparison | 'is' | 'is not' | 'in' | 'not in' | 'contains' | 'not contains' | 'like' | 'not like';

function pairOf(left: Given, operator: Operator, right: Given, at: Span): Query {
  switch (operator) {
    case 'is':
    case '==':
    case 'is not':
    case '!=':
      return sameAs(left, right, operator, at);
    case 'in':
    case 'not in':
      return memberOf(left, right, operator === 'not in');
    case 'contains':
    case 'not contains':
    case 'like':
    case 'not like': {
      const how = operator.endsWith('like') ? 'like' : 'contains';
      if (left.kind !== 'field') throw queryError(`Before “${how}” stands a field.`, left.at);
      if (right.kind !== 'text') throw queryError(`Behind “${how}” stands text in quotes.`, right.at);
      return textTestOf(left, how, right.value, operator.startsWith('not'));
    }
    default:
      return comparisonOf(left, operator, right);
  }
}

/** A field by itself, as `archived` in `not archived`: whether it is true, not 0 and not empty. */
function aloneOf(given: Given): Query {
  if (given.kind === 'field') {
    if (typeOf(given.field) === 'time' || typeOf(given.field) === 'duration') {
      throw queryError('This is a time: compare it, or ask whether it “is None”.', given.at, '<, >, is None, is not None');
    }
    return { kind: 'truthy', field: given.field };
  }
  if (given.kind === 'boolean') return { kind: 'constant', value: given.value };
  const what = given.kind === 'text' ? 'This text' : 'This';
  throw queryError(`${what} is compared with nothing; write such as "gp" in tags, or name == "gp".`, given.at, '==, !=, <, >, in');
}

function wordOf(text: string, at: Span): Given {
  switch (text) {
    case 'true':
    case 'false':
      return { kind: 'boolean', value: text === 'true', at };
    case 'none':
    case 'null':
      return { kind: 'none', at };
    case 'nan':
      return { kind: 'number', value: Number.NaN, at };
    case 'inf':
    case 'infinity':
      return { kind: 'number', value: Number.POSITIVE_INFINITY, at };
    default:
      throw queryError(`“${text}” does not stand here; a field, a number or text in quotes does.`, at);
  }
}
