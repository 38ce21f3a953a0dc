import { expect, test } from 'vitest';
import { runTitle, shownName } from './run-title.ts';

test.each([
  ['a\nb', 'a\\u000ab'],
  ['\u001b[31mred', '\\u001b[31mred'],
  ['evil \u202e gpj.exe', 'evil \\u202e gpj.exe'],
  ['plain, größer ✓', 'plain, größer ✓'],
  ['a family \u{1f469}\u200d\u{1f467}', 'a family \u{1f469}\u200d\u{1f467}'],
  ['', '(no name)'],
  ['  ', '(no name)'],
  ['\u200b', '(no name)'],
])('a run called %j is shown as %j', (name, shown) => {
  expect(shownName(name)).toBe(shown);
  expect(runTitle({ name, number: 7 })).toBe(`${shown} #7`);
});
