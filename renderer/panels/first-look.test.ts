import { expect, test } from 'vitest';
import type { RunDetail } from '../../shared/api/runs.ts';
import { keySeries, recordedByAny, viewersOf } from './first-look.ts';

const probe = (name: string, kind: string) => ({ probe: name, kind }) as RunDetail['probes'][number];

test('a figure of merit comes first, then the game', () => {
  expect(keySeries(['loss/critic', 'w1/ideal', 'w1', 'critic/raw'])).toEqual(['w1', 'critic/raw']);
  expect(keySeries(['label-accuracy', 'label-accuracy/second', 'loss/classifier'])[0]).toBe('label-accuracy/second');
  expect(keySeries(['loss/critic', 'loss/generator'])).toEqual(['loss/critic', 'loss/generator']);
  expect(keySeries(['loss/speaker', 'caption-exact'])).toEqual(['caption-exact', 'loss/speaker']);
  expect(keySeries([])).toEqual([]);
});

test('what a family adds comes before samples, and distributions stand in for what is missing', () => {
  expect(viewersOf([])).toEqual(['samples', 'distributions']);
  expect(viewersOf([probe('samples', 'points'), probe('critic-surface', 'surface')])).toEqual(['samples', 'surface']);
  expect(viewersOf([probe('samples', 'sound')])).toEqual(['sound', 'distributions']);
  expect(viewersOf([probe('samples', 'pictures'), probe('side-by-side', 'grid')])).toEqual(['grid', 'samples']);
});

test('of several runs, what any has', () => {
  const found = recordedByAny([
    { series: [{ key: 'a' }], probes: [] },
    { series: [{ key: 'a' }, { key: 'b' }], probes: [probe('samples', 'points')] },
  ] as unknown as RunDetail[]);
  expect(found.keys).toEqual(['a', 'b']);
  expect(found.probes).toHaveLength(1);
});
