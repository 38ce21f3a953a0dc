import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Life, planMemory } from './memory-plan.ts';

const life: fc.Arbitrary<Life> = fc
  .record({ bytes: fc.integer({ min: 0, max: 1000 }), from: fc.nat(30), length: fc.nat(8) })
  .map(({ bytes, from, length }) => ({ bytes, from, to: from + length }));

test('what lives at the same time never overlaps, and all of it lies inside', () => {
  fc.assert(
    fc.property(fc.array(life, { maxLength: 40 }), (lives) => {
      const { offsets, bytes } = planMemory(lives);
      for (const [at, one] of lives.entries()) {
        expect(offsets[at]! % 64).toBe(0);
        expect(offsets[at]! + one.bytes).toBeLessThanOrEqual(bytes);
        for (const [beside, other] of lives.slice(0, at).entries()) {
          const together = one.from <= other.to && other.from <= one.to;
          const apart = offsets[at]! + one.bytes <= offsets[beside]! || offsets[beside]! + other.bytes <= offsets[at]!;
          expect(!together || apart || one.bytes === 0 || other.bytes === 0).toBe(true);
        }
      }
    }),
  );
});

test('a chain of values of one size takes the room of two', () => {
  const lives = Array.from({ length: 50 }, (_, at) => ({ bytes: 640, from: at, to: at + 1 }));
  expect(planMemory(lives).bytes).toBe(1280);
});
