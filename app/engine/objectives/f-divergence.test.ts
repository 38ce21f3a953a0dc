import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import type { Tf } from '../tensor.ts';
import { fDivergenceNames, fDivergences } from './f-divergence.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('cpu', {}));
});

const outputs = [-2, -1, -0.3, 0, 0.4];
/** Density ratios, evenly on a logarithmic scale. */
const ratios = Array.from({ length: 400_001 }, (_, at) => Math.exp(-14 + (at * 28) / 400_000));

describe.each(fDivergenceNames)('%s', (name) => {
  const { generator, conjugate, activation, dual } = fDivergences[name];

  test('its conjugate is the largest ut − f(u), at every value its activation gives', () => {
    for (const t of activated()) {
      const largest = ratios.reduce((best, u) => Math.max(best, u * t - generator(u)), -Infinity);
      expect(conjugate(t)).toBeCloseTo(largest, 4);
    }
  });

  test('its dual is the conjugate of the activation', () => {
    const values = tf.tidy(() => Array.from(dual(tf, tf.tensor1d(outputs)).dataSync()));
    activated().forEach((t, at) => {
      expect(values[at]).toBeCloseTo(conjugate(t), 4);
    });
  });

  test('its bound is tight where the output is f′ of the ratio', () => {
    for (const u of [0.5, 1.5]) {
      const slope = (generator(u + 1e-5) - generator(u - 1e-5)) / 2e-5;
      expect(u * slope - conjugate(slope)).toBeCloseTo(generator(u), 5);
    }
  });

  function activated(): number[] {
    return tf.tidy(() => Array.from(activation(tf, tf.tensor1d(outputs)).dataSync()));
  }
});
