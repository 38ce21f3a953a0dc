import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { fittedPane, readSizes, resized, sizeOf, usualSize, writeSizes } from './pane-sizes.ts';

const size = fc.tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 3, max: 16 })).map(([width, height]) => ({ width, height }));
const sizes = fc.record({ all: size, own: fc.array(fc.tuple(fc.string(), size)).map((list) => new Map(list)) });

describe('the sizes of charts', () => {
  test.prop([sizes, fc.string()])('come back from the address, whatever the series are called', (one, key) => {
    const back = readSizes(writeSizes(one));
    for (const name of [...one.own.keys(), key]) expect(sizeOf(back, name)).toEqual(sizeOf(one, name));
  });

  test.prop([fc.string()])('are never believed beyond their bounds', (words) => {
    const back = readSizes(words);
    for (const { width, height } of [back.all, ...back.own.values()]) expect(fittedPane(width, height)).toEqual({ width, height });
  });

  test('one is resized alone, or all with it', () => {
    const before = readSizes('');
    expect(before.all).toEqual(usualSize);
    const wide = { width: 12, height: 6 };
    const one = resized(before, 'loss/critic', wide, false);
    expect(writeSizes(one)).toBe('4x5,loss/critic~12x6');
    expect(sizeOf(one, 'w1')).toEqual(usualSize);
    expect(writeSizes(resized(one, 'w1', wide, true))).toBe('12x6');
    expect(writeSizes(before)).toBe('');
  });
});
