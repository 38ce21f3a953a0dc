import { afterAll, expect, it } from 'vitest';
import { createRun, distributionOf, openMemory, recordAll } from '../store/store.fixtures.ts';
import { ks, w1 } from '../../shared/distribution.ts';
import { distancesOf } from './distances.ts';

const store = openMemory();
afterAll(() => store.close());
const record = (name: string, steps: number[]) => {
  const run = createRun(store, name);
  recordAll(
    store,
    run,
    steps.map((step) => ({ type: 'distribution', step, key: 'weights', distribution: distributionOf(step + 1) })),
  );
  return run;
};

it('runs are held against the reference’s nearest recorded step, or against their own beginning', () => {
  const reference = record('reference', [0, 10, 30]);
  const other = record('other', [0, 4, 6, 25, 90]);
  const without = createRun(store, 'without');
  const {
    run,
    step,
    reference: held,
    ...distances
  } = distancesOf(store, { runs: [other, without, reference], key: 'weights', reference, count: 40 });
  expect([...run]).toEqual([0, 0, 0, 0, 0, 2, 2, 2]);
  expect([...step]).toEqual([0, 4, 6, 25, 90, 0, 10, 30]);
  expect([...held]).toEqual([0, 0, 10, 30, 30, 0, 10, 30]);
  step.forEach((at, row) => {
    expect(distances.w1[row]).toBeCloseTo(w1(distributionOf(at + 1), distributionOf(held[row] + 1)), 5);
    expect(distances.ks[row]).toBeCloseTo(ks(distributionOf(at + 1), distributionOf(held[row] + 1)), 5);
    expect(distances.share[row]).toEqual(distributionOf(at + 1).bound?.share ?? Number.NaN);
  });
  const own = distancesOf(store, { runs: [other], key: 'weights', reference: null, count: 3 });
  expect([[...own.step], [...own.reference]]).toEqual([
    [0, 6, 90],
    [0, 0, 0],
  ]);
  expect(own.w1[0]).toBe(0);
});
