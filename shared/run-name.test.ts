import { expect, test } from 'vitest';
import { runName, shownPlainly } from './run-name.ts';

test.each(['WGAN, clip 0.01', '训练', 'é', '#3', '👩‍🔬', 'x'.repeat(200)])('%j is a name', (name) => {
  expect(runName.safeParse(name).success).toBe(true);
});

test.each(['', '  ', '\n', 'a\nb', '\u001b[31mred', 'a\u0000', '\u200b', 'a\u202eb', 'x'.repeat(201)])('%j is none', (name) => {
  expect(runName.safeParse(name).success).toBe(false);
});

test('what a terminal would obey is shown as an escape', () => {
  expect(shownPlainly('\u001b[31mred\n\u009b2J')).toBe('\\u001b[31mred\\u000a\\u009b2J');
  expect(shownPlainly('one\ntwo\tthree\u0007', '\n\t')).toBe('one\ntwo\tthree\\u0007');
});
