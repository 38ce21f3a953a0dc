import { expect, it } from 'vitest';
import { readView } from '../../panels/page-view.ts';
import { linkTo, wordsFor } from './evidence-links.ts';

const read = (link: string) => new URLSearchParams(link.slice(link.indexOf('?')));

it('a curve is shown around the points that decided, at the step of the last', () => {
  const link = linkTo('abc', {
    kind: 'series',
    key: 'loss/critic a&b',
    points: [
      [100, 1],
      [200, Number.NaN],
    ],
  });
  expect(link).toMatch(/^\/runs\/abc\?/);
  expect(readView(read(link))).toMatchObject({ range: [50, 250], step: 200 });
  expect(read(link).get('filter')).toBe('loss/critic a&b');
  expect(readView(read(linkTo('abc', { kind: 'series', key: 'w1', points: [[0.5, 1]] })))).toMatchObject({ range: [0, 51], step: 1 });
});

it('a distribution and samples are shown at their step', () => {
  const link = linkTo('abc', { kind: 'distribution', key: 'weights/critic/dense 1', step: 40 });
  expect(new URLSearchParams(read(link).get('distributions') ?? '').get('key')).toBe('weights/critic/dense 1');
  expect(readView(read(link)).step).toBe(40);
  expect(read(linkTo('abc', { kind: 'samples', probe: 'samples', step: 3 })).get('tab')).toBe('samples');
  expect(wordsFor({ kind: 'samples', probe: 'samples', step: 3 })).toBe('samples at step 3');
});
