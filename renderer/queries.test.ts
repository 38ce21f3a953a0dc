import { describe, expect, test } from 'vitest';
import { mergeChanges } from './live.ts';
import { heldPages, isDrawnFrom, staleKeys } from './queries.ts';

describe('staleKeys', () => {
  test('a point makes the lists and its run stale, once, whatever their number', () => {
    const change = { sequence: 1, run: 'a', kinds: ['points' as const], step: 4 };
    expect(staleKeys([change, change])).toEqual([['runs'], ['workspace'], ['run', 'a']]);
  });
  test('so does a step without a point', () => {
    expect(staleKeys([{ sequence: 1, run: 'a', kinds: ['progress'], step: 4 }])).toEqual([['runs'], ['workspace'], ['run', 'a']]);
  });
  test('settings leave the runs alone; what a config costs is measured where they say', () => {
    expect(staleKeys([{ sequence: 1, run: null, kinds: ['settings'], step: null }])).toEqual([
      ['settings'],
      ['published'],
      ['describe'],
      ['workspace'],
    ]);
  });
  test('an import that moves on leaves the runs alone', () => {
    expect(staleKeys([{ sequence: 1, run: null, kinds: ['imports'], step: null }])).toEqual([['imports'], ['workspace']]);
  });
  test('files may have come to a run of which something is said', () => {
    expect(staleKeys([{ sequence: 1, run: 'a', kinds: ['run'], step: null }])).toContainEqual(['artifacts', 'a']);
  });
  test('a log line does not ask for the lists again', () => {
    expect(staleKeys([{ sequence: 1, run: 'a', kinds: ['log'], step: 4 }])).toEqual([
      ['run', 'a'],
      ['log', 'a'],
    ]);
  });
});

describe('isDrawnFrom', () => {
  const points = { sequence: 1, run: 'a', kinds: ['points' as const], step: 4 };
  test('curves of a run that went on are old, those of others are not', () => {
    expect(isDrawnFrom(['spark', 'a', 'loss', 96], [points])).toBe(true);
    expect(isDrawnFrom(['preview-curve', ['b', 'a'], 'loss'], [points])).toBe(true);
    expect(isDrawnFrom(['spark', 'b', 'loss', 96], [points])).toBe(false);
    expect(isDrawnFrom(['distributions', 'a', 'critic/kernel'], [points])).toBe(false);
  });
  test('all are, where anything may have changed', () => {
    expect(isDrawnFrom(['distributions', 'a', 'critic/kernel'], [{ ...points, run: null, kinds: ['distributions'] }])).toBe(true);
  });
});

describe('mergeChanges', () => {
  test('keeps every kind and the newest known step', () => {
    const first = { sequence: 1, run: 'a', kinds: ['points' as const], step: 4 };
    expect(mergeChanges(first, { sequence: 2, run: 'a', kinds: ['log'], step: null })).toEqual({
      sequence: 2,
      run: 'a',
      kinds: ['points', 'log'],
      step: 4,
    });
  });
});

describe('heldPages', () => {
  const list = (total: number) => ({ total }) as Parameters<typeof heldPages>[3][number];
  const nothing = { of: '', lists: new Map() };
  const before = heldPages(nothing, { query: 'a' }, [{ page: 0 }, { page: 0, where: 'seed == 1' }], [list(1), list(2)]);
  const totals = (held: typeof before) => [...held.lists.values()].map(({ total }) => total);
  test('in another order a page shows what it had until its answer has come', () => {
    const wanted = [{ page: 0, where: 'seed == 1' }, { page: 0 }, { page: 1 }];
    expect(totals(heldPages(before, { query: 'a', sort: 'name' }, wanted, [undefined, list(3), undefined]))).toEqual([2, 3]);
  });
  test('what another query found is not shown', () => {
    expect(totals(heldPages(before, { query: 'b' }, [{ page: 0 }], [undefined]))).toEqual([]);
    expect(totals(heldPages(before, { query: 'a', archived: 'yes' }, [{ page: 0 }], [undefined]))).toEqual([]);
  });
});
