import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { inStepOrder, type Stretch } from './in-step-order.ts';

const series = fc.array(fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }), { maxLength: 4 }), { maxLength: 4 });

property.prop([series], { numRuns: 100 })(
  'every point once, each series in its own order, and steps in order where each series has them so',
  (all) => {
    const stretches = (parts: number[][]) =>
      parts.map((steps): Stretch => ({ step: Float64Array.from(steps), value: Float64Array.from(steps, (step) => -step) }));
    const read = (of: number[][][]) => [...inStepOrder(of.map((parts, at) => [String(at), stretches(parts).values()]))];
    const points = read(all);
    all.forEach((parts, at) => {
      const own = points.filter(({ key }) => key === String(at));
      expect(own.map(({ step }) => step)).toEqual(parts.flat());
      expect(own.every(({ step, value }) => value === -step || step === 0)).toBe(true);
    });
    const risen = all.map((parts) => [parts.flat().toSorted((a, b) => a - b)]);
    const steps = read(risen).map(({ step }) => step);
    expect(steps).toEqual(risen.flat(2).toSorted((a, b) => a - b));
  },
);
