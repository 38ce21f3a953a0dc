import { expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { bernoulliMisfit } from './posterior.ts';

const { tf } = await openBackend('cpu', {});

test('the Bernoulli misfit is −Σ w log p + (1−w) log(1−p)', () => {
  const [truth, logits] = [
    [-1, 1, 0.5],
    [0.3, -2, 1.1],
  ];
  const expected = truth.reduce((sum, shade, at) => {
    const [wanted, p] = [(shade + 1) / 2, 1 / (1 + Math.exp(-logits[at]!))];
    return sum - wanted * Math.log(p) - (1 - wanted) * Math.log(1 - p);
  }, 0);
  const found = tf.tidy(() => bernoulliMisfit(tf, tf.tensor2d([truth]), tf.tensor2d([logits])).dataSync()[0]);
  expect(found).toBeCloseTo(expected, 5);
});

test('a pixel that is confidently wrong pulls as hard as it can', () => {
  const pull = tf.tidy(() =>
    tf
      .grad((logits) => bernoulliMisfit(tf, tf.tensor2d([[1]]), logits).sum())(tf.tensor2d([[-40]]))
      .dataSync(),
  );
  expect(pull[0]).toBeCloseTo(-1, 5);
});
