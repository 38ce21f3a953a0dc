import { expect, it } from 'vitest';
import { catalogue } from './engine/catalogue.ts';
import { withPaths } from './with-paths.ts';

it('changes what names a file, and nothing else of a config, whatever it is', () => {
  const known = catalogue('test', []);
  const upper = (config: unknown) => withPaths(config, known, (path) => path.toUpperCase());
  const dataset = known.datasets.find(({ params }) => params.some(({ type }) => type === 'path'))!;
  const { key } = dataset.params.find(({ type }) => type === 'path')!;
  const config = {
    recipe: 'wgan',
    name: key,
    params: { [key]: 'a' },
    dataset: { name: dataset.name, params: { [key]: 'a/b', other: 'c' } },
  };
  expect(upper(config)).toEqual({ ...config, dataset: { name: dataset.name, params: { [key]: 'A/B', other: 'c' } } });
  const senseless = [
    null,
    'text',
    ['a'],
    { recipe: 3, params: ['a'] },
    { dataset: 'ring' },
    { dataset: { name: dataset.name, params: { [key]: 3 } } },
  ];
  for (const each of senseless) expect(upper(each)).toEqual(each);
  const empty = { dataset: { name: dataset.name, params: { [key]: '' } } };
  expect(withPaths(empty, known, () => 'here')).toEqual(empty);
});
