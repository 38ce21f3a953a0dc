import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { smoothingKinds } from '../charts/smoothing.ts';
import { middles, plainView, readView, spreads, writeView, type PageView } from './page-view.ts';

const anyView: fc.Arbitrary<PageView> = fc.record({
  axis: fc.constantFrom('step', 'relative', 'time'),
  scale: fc.constantFrom('linear', 'log'),
  smoothing: fc.record({ kind: fc.constantFrom(...smoothingKinds), weight: fc.integer({ min: 0, max: 999 }).map((value) => value / 1000) }),
  ignoresOutliers: fc.boolean(),
  range: fc.option(
    fc
      .tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
      .map(([from, span]): [number, number] => [from, from + span]),
  ),
  step: fc.option(fc.nat()),
  group: fc.string(),
  middle: fc.constantFrom(...middles),
  spread: fc.constantFrom(...spreads),
});

describe('a page view in the URL', () => {
  test.prop([anyView])('comes back as it was written', (view) => {
    const back = readView(new URLSearchParams(writeView(new URLSearchParams('runs=a,b'), view).toString()));
    expect(back).toEqual({ ...view, range: view.range?.map((end) => (Object.is(end, -0) ? 0 : end)) ?? null });
  });
  test('the plain view leaves no trace, and other keys stay', () => {
    expect(writeView(new URLSearchParams('runs=a&step=5&axis=time'), plainView).toString()).toBe('runs=a');
  });
  test.prop([fc.string(), fc.string()])('nonsense reads as a usable view', (first, second) => {
    const view = readView(new URLSearchParams({ axis: first, smooth: second, range: first, step: second }));
    expect(view.smoothing.weight).toBeGreaterThanOrEqual(0);
    expect(view.range === null || view.range[0] < view.range[1]).toBe(true);
  });
});
