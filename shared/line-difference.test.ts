import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDifference } from './line-difference.ts';

test('says what has gone and what has come, each with its line', () => {
  expect(lineDifference('a\nb\nc', 'a\nx\nc\nd')).toEqual([
    { kind: 'same', text: 'a', line: 1 },
    { kind: 'gone', text: 'b', line: 2 },
    { kind: 'come', text: 'x', line: 2 },
    { kind: 'same', text: 'c', line: 3 },
    { kind: 'come', text: 'd', line: 4 },
  ]);
});

test('either text can be read off it', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDifference(before, after);
      const of = (...kinds: string[]) =>
        lines
          .filter(({ kind }) => kinds.includes(kind))
          .map((line) => line.text)
          .join('\n');
      expect(of('same', 'gone')).toBe(before);
      expect(of('same', 'come')).toBe(after);
    }),
  );
});
