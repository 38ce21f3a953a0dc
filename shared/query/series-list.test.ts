import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { readSeriesList, writeSeriesList } from './series-list.ts';

const key = fc.string({ unit: fc.constantFrom('a', ',', '"', '\\', ' ', 'λ', '/'), minLength: 1, maxLength: 6 });
test.prop([fc.array(key, { maxLength: 5 })])('a list of series is read as it was written', (keys) => {
  expect(readSeriesList(writeSeriesList(keys))).toEqual(keys);
});

it.each([
  ['', []],
  [',w1,,loss/critic,', ['w1', 'loss/critic']],
  ['"a,b",w1', ['a,b', 'w1']],
  ['"half,w1', ['"half', 'w1']],
])('%s', (text, keys) => {
  expect(readSeriesList(text)).toEqual(keys);
});
