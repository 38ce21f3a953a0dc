import { expect, test } from 'vitest';
import { groupSeries } from './series-groups.ts';

const keys = [
  'loss/critic',
  'loss/generator',
  'w1',
  'w1/ideal',
  'critic/raw',
  'gradient-depth/critic/01-dense1',
  'gradient-depth/critic/02-dense2',
];

test('a figure shares its chart with its ideal, and the layers of a network one chart', () => {
  expect(groupSeries(keys, '')).toEqual([
    { title: 'metrics', charts: [['w1', 'w1/ideal']] },
    { title: 'loss', charts: [['loss/critic'], ['loss/generator']] },
    { title: 'critic', charts: [['critic/raw']] },
    { title: 'gradient-depth', charts: [['gradient-depth/critic/01-dense1', 'gradient-depth/critic/02-dense2']] },
  ]);
});
test('every word of the filter must occur', () => {
  expect(groupSeries(keys, 'CRIT loss').flatMap(({ charts }) => charts)).toEqual([['loss/critic']]);
});
test('the filter finds a series by its name too', () => {
  const label = (key: string) => (key === 'w1' ? 'Exact W₁' : '');
  expect(groupSeries(keys, 'exact', label).flatMap(({ charts }) => charts)).toEqual([['w1']]);
});
test('what the machine was used for comes last', () => {
  const groups = groupSeries(['system/process-cpu', 'zeta/a', 'system/gpu-memory/0', 'w1'], '');
  expect(groups.map(({ title }) => title)).toEqual(['metrics', 'zeta', 'system']);
});
