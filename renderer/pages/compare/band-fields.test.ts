import { expect, test } from 'vitest';
import { fieldListOf } from '../../../shared/query/sorting.ts';
import { configInput } from '../../../shared/run-config.ts';
import { fieldWords, readFields } from '../../field-list.ts';
import { offeredFields } from './band-fields.ts';

const params = { lambda: 1, 'odd, key': 2, 'a`b': 3, and: 4, '': 5 };
const config = configInput.parse({ recipe: 'wgan', dataset: 'ring8', params, onNonFinite: 'continue' });

test('every field that is offered is one to group by, whatever a param is called, and is read back as one', () => {
  const offered = offeredFields([config, { ...config, seed: 3, params: { ...params, lambda: 2 } }], []);
  expect(offered.slice(0, 2).map(({ value }) => value)).toEqual(['params.lambda', 'seed']);
  for (const { value } of offered) {
    expect(fieldListOf(value)).toHaveLength(1);
    expect(readFields(value)).toEqual([value]);
  }
  expect(offered.map(({ label }) => label)).toEqual(expect.arrayContaining(['odd, key', 'a`b', 'and']));
  expect(offered.map(({ value }) => value)).not.toEqual(expect.arrayContaining(['onNonFinite']));
  expect(offered.map(({ value }) => value)).not.toEqual(expect.arrayContaining(['stop']));
});
test('a list of fields in an address is cut at commas outside of backticks; what is no list names nothing', () => {
  expect(readFields('params.`odd, key`,seed').map(fieldWords)).toEqual(['odd, key', 'seed']);
  expect(readFields('nonsense,')).toEqual([]);
});
