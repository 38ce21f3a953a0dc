import { queryError, type Span } from './query-error.ts';

export type Token = Span &
  (
    | { kind: 'symbol'; text: string }
    | { kind: 'keyword'; text: string }
    | { kind: 'number'; value: number }
    /** A number with a unit of time, in milliseconds. */
    | { kind: 'duration'; value: number }
    | { kind: 'text'; value: string }
    | { kind: 'path'; segments: Segment[] }
  );
export interface Segment extends Span {
  name: string;
  /** Written in quotes, backticks or brackets: it stands for itself. */
  isQuoted: boolean;
}

export const keywords = ['and', 'or', 'not', 'in', 'is', 'contains', 'like', 'none', 'null', 'true', 'false', 'nan', 'inf', 'infinity'];
export const units: Record<string, number> = {
  ...{ ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 },
};
/** What people bring along from elsewhere, and how it is written here. */
const foreign: [RegExp, string][] = [
  [/&&?/y, 'and'],
  [/\|\|?/y, 'or'],
  [/<>|=!|!==/y, '!='],
  [/===/y, '=='],
  [/=(?!=)/y, '=='],
  [/!(?!=)/y, 'not'],
];

const space = /[\s\u200b]+/y;
const symbol = /==|!=|<=|>=|<|>|[()[\]{},]/y;
const number = /[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const signedInfinity = /[+-]inf(?:inity)?(?![\p{L}\p{N}_])/iuy;
const unit = /[\p{L}_]+/uy;
const firstName = /[\p{L}_][\p{L}\p{N}_]*/uy;
/** There is no arithmetic here, so a key such as `loss/critic` or `sliced-w1` needs no quotes. */
const keyName = /[\p{L}\p{N}_][\p{L}\p{N}_/@:-]*/uy;

/** @throws StudioError invalid, at the character that begins nothing */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipSpace(text, token.to);
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const infinity = match(signedInfinity, text, at);
  if (infinity !== null) {
    return { kind: 'number', value: infinity.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, ...span(at, infinity) };
  }
  if (match(number, text, at) !== null) return numberAt(text, at);
  if (text[at] === '"' || text[at] === "'") {
    const { value, to } = quotedAt(text, at);
    return { kind: 'text', value, from: at, to };
  }
  if (match(firstName, text, at) !== null || text[at] === '`') return nameAt(text, at);
  for (const [pattern, ours] of foreign) {
    const found = match(pattern, text, at);
    if (found !== null) throw queryError(`Instead of “${found}” write ${ours}.`, span(at, found), ours);
  }
  const found = match(symbol, text, at);
  if (found !== null) return { kind: 'symbol', text: found, ...span(at, found) };
  const letter = String.fromCodePoint(text.codePointAt(at)!);
  throw queryError(`“${letter}” begins nothing here; text stands in quotes, odd keys in backticks.`, span(at, letter));
}

function numberAt(text: string, at: number): Token {
  const digits = match(number, text, at)!;
  const value = Number(digits.replaceAll('_', ''));
  const letters = match(unit, text, at + digits.length);
  if (letters === null) return { kind: 'number', value, ...span(at, digits) };
  const whole = span(at, digits + letters);
  const size = Object.hasOwn(units, letters) ? units[letters] : undefined;
  if (size === undefined) {
    throw queryError(`“${digits}${letters}” is neither a number nor a time such as 7d.`, whole, Object.keys(units).join(', '));
  }
  return { kind: 'duration', value: value * size, ...whole };
}

function nameAt(text: string, at: number): Token {
  const name = match(firstName, text, at);
  const next = at + (name ?? '').length;
  if (name !== null && keywords.includes(name.toLowerCase()) && text[next] !== '.' && text[next] !== '[') {
    return { kind: 'keyword', text: name.toLowerCase(), ...span(at, name) };
  }
  const segments = [segmentAt(text, at, firstName)];
  let to = segments[0].to;
  for (;;) {
    if (text[to] === '.') segments.push(segmentAt(text, to + 1, keyName));
    else if (text[to] === '[' && /["']/.test(text[to + 1] ?? '')) segments.push(bracketAt(text, to));
    else return { kind: 'path', segments, from: at, to };
    to = segments.at(-1)!.to;
  }
}

function segmentAt(text: string, at: number, pattern: RegExp): Segment {
  if (text[at] === '`' || text[at] === '"' || text[at] === "'") {
    const { value, to } = quotedAt(text, at);
    return { name: value, isQuoted: true, from: at, to };
  }
  const name = match(pattern, text, at) ?? '';
  return { name, isQuoted: false, ...span(at, name) };
}

/** `["loss/critic"]`, as Python asks a dictionary. */
function bracketAt(text: string, at: number): Segment {
  const { value, to } = quotedAt(text, at + 1);
  if (text[to] !== ']') throw queryError('This bracket is not closed; write ] behind the key.', { from: at, to }, ']');
  return { name: value, isQuoted: true, from: at, to: to + 1 };
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

function quotedAt(text: string, at: number): { value: string; to: number } {
  const quote = text[at];
  let value = '';
  for (let to = at + 1; to < text.length; to++) {
    if (text[to] === quote) return { value: value.toWellFormed(), to: to + 1 };
    if (text[to] === '\\' && to + 1 < text.length) {
      to++;
      value += escapes[text[to]] ?? text[to];
    } else value += text[to];
  }
  throw queryError(`This quote is not closed; write ${quote} behind the text.`, { from: at, to: text.length }, quote);
}

function skipSpace(text: string, at: number): number {
  return at + (match(space, text, at) ?? '').length;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function span(from: number, text: string): Span {
  return { from, to: from + text.length };
}
