import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { movePanel, readArrangement, writeArrangement } from './arrangement.ts';

const kinds = ['curves', 'surface'];
const panel = fc.record({
  id: fc.constant(''),
  kind: fc.constantFrom(...kinds),
  width: fc.integer({ min: 2, max: 12 }),
  height: fc.integer({ min: 3, max: 40 }),
  options: fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
    fc.string({ unit: 'grapheme' }),
    { noNullPrototype: true },
  ),
});

describe('an arrangement in the address', () => {
  test.prop([fc.array(panel)])('comes back as it was, whatever stands in the options', (panels) => {
    const search = new URLSearchParams({ panels: writeArrangement(panels) });
    const back = readArrangement(new URLSearchParams(search.toString()).get('panels') ?? '', kinds);
    expect(back.map(({ id: _, ...rest }) => rest)).toEqual(panels.map(({ id: _, ...rest }) => rest));
    expect(new Set(back.map(({ id }) => id)).size).toBe(panels.length);
  });
  test('unknown kinds are left out and sizes are brought into bounds', () => {
    expect(readArrangement('dance.6.6.~curves.99.x.keys=w1', kinds)).toMatchObject([
      { kind: 'curves', width: 12, height: 7, options: { keys: 'w1' } },
    ]);
  });
  test('moving keeps every panel', () => {
    expect(movePanel(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(movePanel(['a', 'b', 'c'], 2, -5)).toEqual(['c', 'a', 'b']);
    expect(movePanel(['a'], 3, 0)).toEqual(['a']);
  });
});
