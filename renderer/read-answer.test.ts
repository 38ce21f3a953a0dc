import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

test.each([
  ['a\nb', 'a\\nb'],
  ['\u001b[31mred', '\\u001b[31mred'],
  ['evil \u202e gpj.exe', 'evil \\u202e gpj.exe'],
  ['plain, größer ✓', 'plain, größer ✓'],
  ['', '(no name)'],
  ['  ', '(no name)'],
])('a run called %j is shown as %j', (name, shown) => {
  expect(readAnswer(JSON.stringify({ runs: [{ number: 1, name, notes: '' }] }))).toEqual({ runs: [{ number: 1, name: shown, notes: '' }] });
});

test('other text stays as it is', () => {
  const answer = { name: '', notes: 'two\nlines', values: [1, null] };
  expect(readAnswer(JSON.stringify(answer))).toEqual(answer);
});
