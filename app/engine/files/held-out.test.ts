import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { PointsDataset } from '../dataset.ts';
import { seededRandom } from '../random.ts';
import { withHeldOut } from './held-out.ts';

/** Points that are their own indices, so that a draw says which were drawn. */
function ofIndices(indices: Int32Array): PointsDataset {
  return {
    kind: 'points',
    dimensions: 1,
    region: [0, 1, 0, 1],
    modes: null,
    examples: indices.length,
    classes: null,
    notes: [],
    draw: (random, count) => ({
      values: Float32Array.from({ length: count }, () => indices[random.integer(indices.length)]!),
      labels: null,
    }),
  };
}
const drawn = (dataset: Pick<PointsDataset, 'draw'>) => new Set(dataset.draw(seededRandom(1), 4000).values);

test.prop([fc.integer({ min: 40, max: 400 }), fc.integer({ min: 5, max: 90 })])(
  'nothing is both trained on and held out, the halves share nothing, and all together are all',
  (count, percent) => {
    const dataset = withHeldOut(count, percent, ofIndices);
    if (dataset.heldOut === undefined) {
      expect(Math.floor((count * percent) / 100)).toBeLessThan(20);
      expect(dataset.notes.join()).toContain('too few');
      return;
    }
    const { all, halves } = dataset.heldOut;
    const [trained, held, one, other] = [dataset, all, ...halves].map(drawn);
    expect([...trained!].filter((index) => held!.has(index))).toEqual([]);
    expect([...one!].filter((index) => other!.has(index))).toEqual([]);
    expect([...one!, ...other!].every((index) => held!.has(index))).toBe(true);
    expect(dataset.examples! + all.examples!).toBe(count);
    expect(halves[0].examples! + halves[1].examples!).toBe(all.examples);
  },
);

test('the same share is held out whoever asks', () => {
  const [first, second] = [withHeldOut(300, 10, ofIndices), withHeldOut(300, 10, ofIndices)];
  expect(drawn(first.heldOut!.all)).toEqual(drawn(second.heldOut!.all));
  expect(withHeldOut(300, 0, ofIndices).heldOut).toBeUndefined();
});
