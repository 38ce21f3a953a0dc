import { expect, test } from 'vitest';
import { buildGenerator } from './adversaries.ts';
import { openBackend } from '../backend.ts';
import { seededRandom } from '../random.ts';

const { tf } = await openBackend('cpu', {});
const params = { latentSize: 3, latentKind: 'normal', generatorWidth: 4, generatorDepth: 2, generatorNorm: 'batch' };
const made = (generatorBody?: string) => {
  const { generator } = buildGenerator({
    tf,
    params: generatorBody === undefined ? params : { ...params, generatorBody },
    data: { kind: 'pictures', size: 16, channels: 1, classes: null },
    random: seededRandom(1),
  });
  const kinds = generator.layers.map(({ kind }) => kind).filter((kind) => /conv|dense/.test(kind));
  const pictures = generator.apply(tf.ones([2, 3]).mul(9));
  const largest = pictures.abs().max().dataSync()[0];
  generator.dispose();
  return { kinds, shape: pictures.shape, largest };
};

test('makes pictures by convolutions, or by fully connected layers where it is asked to', () => {
  const [usual, dense] = [made('convolutional'), made('dense')];
  expect(usual.kinds).toContain('conv-transpose');
  expect(dense.kinds).toEqual(['dense', 'dense', 'dense']);
  for (const { shape, largest } of [usual, dense]) {
    expect(shape).toEqual([2, 16, 16, 1]);
    expect(largest).toBeLessThanOrEqual(1);
  }
  expect(made().kinds).toEqual(usual.kinds);
});
