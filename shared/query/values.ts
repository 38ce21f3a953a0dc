import type { Comparison, Value } from './tree.ts';

/** Of two values that are there; a number and a text are never alike and stand in no order. */
export function holds(left: Value, operator: Comparison, right: Value): boolean {
  if (typeof left !== typeof right) return operator === '!=';
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return orderOf(left, right) < 0;
    case '<=':
      return orderOf(left, right) <= 0;
    case '>':
      return orderOf(left, right) > 0;
    case '>=':
      return orderOf(left, right) >= 0;
  }
}

/** Negative, 0 or positive; NaN beside a NaN. Text goes by its code points, as SQLite has it, not by UTF-16. */
function orderOf(left: Value, right: Value): number {
  if (typeof left === 'number' || typeof right === 'number') return left === right ? 0 : Number(left) - Number(right);
  return orderOfTexts(left, right);
}

export function orderOfTexts(left: string, right: string): number {
  if (left === right) return 0;
  const [one, other] = [codePoints(left), codePoints(right)];
  for (;;) {
    const [a, b] = [one.next().value, other.next().value];
    if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
    if (a !== b) return a - b;
  }
}

function* codePoints(text: string): Generator<number, undefined> {
  for (const letter of text) yield letter.codePointAt(0)!;
  return undefined;
}

/** A to Z as a to z and nothing else: what SQLite's LIKE takes for the same letter. */
export function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
