import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { inOrder } from './legend-order.ts';

const values = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Number.NaN, Infinity, -Infinity, undefined)));

test.prop([values, fc.constantFrom('ascending' as const, 'descending' as const)])(
  'what has no value stands last, equal ones as given',
  (list, order) => {
    const items = list.map((value, at) => ({ value, at }));
    const sorted = inOrder(items, ({ value }) => value, order);
    expect([...sorted].sort((a, b) => a.at - b.at)).toEqual(items);
    const known = sorted.filter(({ value }) => value !== undefined && !Number.isNaN(value));
    expect(sorted.slice(0, known.length)).toEqual(known);
    for (const [i, { value, at }] of known.entries()) {
      if (i === 0) continue;
      const before = known[i - 1];
      if (before.value === value) expect(before.at).toBeLessThan(at);
      else expect(before.value! < value!).toBe(order === 'ascending');
    }
    expect(inOrder(items, ({ value }) => value, 'given')).toBe(items);
  },
);
