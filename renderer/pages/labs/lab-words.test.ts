import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { choiceField, numberField, numbersField, readState, scaleField, wholeField, writeState } from './lab-words.ts';

const fields = {
  theta: numberField(0.5, -1.5, 1.5),
  epsilon: scaleField(0.1, 0.003, 1),
  steps: wholeField(300, 10, 2000),
  game: choiceField('bilinear', ['bilinear', 'dirac'] as const),
  p: numbersField([1, 2, 3], 0, 20, 0),
};
const states = fc.record({
  theta: fc.integer({ min: -1500, max: 1500 }).map((value) => value / 1000),
  epsilon: fc.integer({ min: 3, max: 1000 }).map((value) => value / 1000),
  steps: fc.integer({ min: 10, max: 2000 }),
  game: fc.constantFrom('bilinear' as const, 'dirac' as const),
  p: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 3 }),
});

describe('the address of a laboratory', () => {
  test.prop([states])('brings back every state', (state) => {
    expect(readState(fields, new URLSearchParams(writeState(fields, state)))).toEqual(state);
  });

  test.prop([fc.dictionary(fc.constantFrom('theta', 'epsilon', 'steps', 'game', 'p', 'other'), fc.string())])(
    'is never believed beyond its bounds',
    (words) => {
      const state = readState(fields, new URLSearchParams(words));
      expect(state.theta).toBeGreaterThanOrEqual(-1.5);
      expect(state.theta).toBeLessThanOrEqual(1.5);
      expect(Number.isInteger(state.steps)).toBe(true);
      expect(['bilinear', 'dirac']).toContain(state.game);
      expect(state.p).toHaveLength(3);
    },
  );

  test('says nothing of what is as usual', () => {
    expect(writeState(fields, readState(fields, new URLSearchParams()))).toBe('');
    expect(writeState(fields, { ...readState(fields, new URLSearchParams()), theta: 1 })).toBe('theta=1');
    expect(readState(fields, new URLSearchParams('theta=9&p=1,2&game=chess')).theta).toBe(0.5);
  });
});
