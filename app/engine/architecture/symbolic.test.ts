import { expect, it } from 'vitest';
import { symbolicTf } from './symbolic.ts';

it('keeps the numbers of small constants, and none of weights', () => {
  const { tf, stepsTo } = symbolicTf();
  const small = tf.tensor1d(Float32Array.of(1, 2));
  expect(stepsTo(small, () => undefined).steps).toMatchObject([{ op: 'constant', knobs: { values: [1, 2] } }]);
  const large = tf.tensor2d(new Float32Array(100 * 100), [100, 100]);
  expect(large).toMatchObject({ values: undefined });
  expect(() => stepsTo(large, () => undefined)).toThrow(/draws on 10000 constant numbers/);
});
