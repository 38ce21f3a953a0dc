import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { padded, ticks } from './axes.ts';

describe('ticks', () => {
  test('stand at round places', () => {
    expect(ticks({ low: -0.1, high: 1.04 }, 5)).toEqual([0, 0.5, 1]);
    expect(ticks({ low: 0, high: 2000 }, 6)).toEqual([0, 500, 1000, 1500, 2000]);
  });
  test.each([
    [0.3, 0.1 + 0.2],
    [-0.1 - 0.2, -0.3],
    [2 ** 60, 2 ** 60 + 256],
  ])('two neighbouring numbers, %d and %d, are as one', (low, high) => {
    expect(low).toBeLessThan(high);
    expect(ticks({ low, high }, 5).length).toBeLessThanOrEqual(1);
    const room = padded({ low, high });
    expect((room.high - room.low) / Math.abs(high)).toBeCloseTo(0.2, 10);
  });
  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, noDefaultInfinity: true })])(
    'are few and ascend, whatever was recorded',
    (one, two) => {
      for (const range of [
        padded({ low: Math.min(one, two), high: Math.max(one, two) }),
        { low: Math.min(one, two), high: Math.max(one, two) },
      ]) {
        const places = ticks(range, 5);
        expect(places.length).toBeLessThanOrEqual(6);
        places.forEach((place, at) => {
          if (at > 0) expect(place).toBeGreaterThan(places[at - 1]);
        });
      }
    },
  );
});
