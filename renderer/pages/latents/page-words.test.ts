import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as example } from 'vitest';
import { walkPaths } from '../../../shared/latent.ts';
import { modes, type Pin, readPin, readState, usualPins, writePin, writeState } from './page-words.ts';

const pin: fc.Arbitrary<Pin> = fc.oneof(
  fc.record({ kind: fc.constant('seed' as const), seed: fc.nat(1e8) }),
  fc.record({ kind: fc.constant('sample' as const), sample: fc.nat(1e8), index: fc.nat(999) }),
  fc.record({ kind: fc.constant('example' as const), index: fc.nat(999) }),
  fc.record({
    kind: fc.constant('numbers' as const),
    numbers: fc.array(
      fc.integer({ min: -5000, max: 5000 }).map((thousandths) => thousandths / 1000),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

describe('links to the page', () => {
  test.prop([pin])('a pin reads back', (given) => {
    expect(readPin(writePin(given))).toEqual(given);
  });
  example.each(['', 's', 's-1', 'm4', 'm4.', 'x1', 's1.2', 'n', 'n1_', 'n1..2', 'nNaN'])('%j is no pin', (text) =>
    expect(readPin(text)).toBeNull(),
  );

  test.prop([
    fc.uniqueArray(fc.nat(1e6)),
    fc.uniqueArray(pin, { minLength: 1, selector: writePin }),
    fc.constantFrom(...walkPaths),
    fc.nat(500),
    fc.nat(9),
  ])('a walk is restored by its link', (checkpoints, pins, path, at, label) => {
    const state = { ...readState(new URLSearchParams()), checkpoints, pins, path, at, label };
    expect(readState(new URLSearchParams(writeState(state)))).toEqual(state);
  });
  example.each(modes)('mode %s is restored', (mode) => {
    const state = {
      ...readState(new URLSearchParams()),
      mode,
      place: [0.25, -0.5] as [number, number],
      operands: [2, 1, 0] as [number, number, number],
      vary: 'p1',
      row: 2,
      value: -0.5,
      reach: 4,
      held: { p1: 3, 'p2.0': -0.25 },
    };
    const back = readState(new URLSearchParams(writeState(state)));
    expect(back.mode).toBe(mode);
    if (mode === 'plane') expect(back.place).toEqual([0.25, -0.5]);
    if (mode === 'arithmetic') expect(back.operands).toEqual([2, 1, 0]);
    if (mode === 'vary') expect(back).toMatchObject({ vary: 'p1', row: 2, value: -0.5 });
    expect(back).toMatchObject({ reach: 4, held: { p1: 3, 'p2.0': -0.25 } });
  });
  example('nonsense falls back to the usual', () => {
    const state = readState(new URLSearchParams('checkpoints=a,1,1&mode=x&pins=?,&at=-3&place=no&strength=much&held=p1,:3,p2:x&value=y'));
    expect(state).toMatchObject({
      checkpoints: [1],
      mode: 'walk',
      pins: usualPins,
      at: 0,
      place: [0.5, 0.5],
      strength: 1,
      held: {},
      value: 0,
    });
  });
});
