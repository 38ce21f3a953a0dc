import { afterAll, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { seededRandom } from '../random.ts';
import type { Tensor } from '../tensor.ts';
import { buildWaveNet } from './wavenet.ts';

const { tf } = await openBackend('cpu', {});
const before = tf.memory().numTensors;
afterAll(() => expect(tf.memory().numTensors).toBe(before));

const [length, levels] = [12, 4];
function open() {
  const shape = { levels, length, width: 3, skipWidth: 5, dilations: [1, 2, 4], classes: 2 };
  return buildWaveNet({ tf, name: 'n', random: seededRandom(2), ...shape });
}
function heardSound(): Tensor {
  const random = seededRandom(5);
  return tf.tidy(() =>
    tf
      .oneHot(
        tf.tensor1d(
          Array.from({ length }, () => random.integer(levels)),
          'int32',
        ),
        levels,
      )
      .toFloat()
      .expandDims(0),
  );
}

test('no moment is told of itself or of a later one, exactly; each of the seven before it is heard', () => {
  const { network, logits } = open();
  const [heard, condition] = [heardSound(), tf.tensor2d([[1, 0]])];
  for (let at = 0; at < length; at += 1) {
    const slopes = tf.tidy(() =>
      tf
        .grad((x: Tensor) => logits(x, condition).slice([0, at, 0], [1, 1, -1]).square().sum())(heard)
        .abs()
        .sum([0, 2])
        .dataSync(),
    );
    slopes.forEach((slope, other) => {
      if (other >= at) expect(slope).toBe(0);
      else if (other >= at - 8) expect(slope).toBeGreaterThan(0);
      else expect(slope).toBe(0);
    });
  }
  tf.dispose([heard, condition]);
  network.dispose();
});

test('moment by moment it says what it says of the whole sound', () => {
  const { network, logits, start } = open();
  const [heard, condition] = [heardSound(), tf.tensor2d([[0, 1]])];
  const whole = tf.tidy(() => logits(heard, condition).dataSync());
  const speaking = start(1, condition);
  const said: number[] = [];
  for (let at = 0; at < length; at += 1) {
    const last = at === 0 ? null : (tf.tidy(() => heard.slice([0, at - 1, 0], [1, 1, -1]).squeeze([1])) as Tensor);
    const next = speaking.next(last);
    said.push(...next.dataSync());
    next.dispose();
    last?.dispose();
  }
  speaking.dispose();
  said.forEach((value, at) => {
    expect(value).toBeCloseTo(whole[at], 5);
  });
  tf.dispose([heard, condition]);
  network.dispose();
});
