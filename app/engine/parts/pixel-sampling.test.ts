import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import { seededRandom } from '../random.ts';
import { drawLevel, toLevels } from './autoregressive.ts';
import { openBackend } from '../backend.ts';
import { openTraining, type Training } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const texture = (size: number) => ({ name: 'markov-texture', params: { size } });
const colored = { name: 'shapes', params: { size: '16', colors: 'hue' } };
const systems: { recipe: string; params: Params; data: { name: string; params: Params } }[] = [
  { recipe: 'pixelcnn', params: { width: 4, blockDepth: 1 }, data: texture(16) },
  { recipe: 'pixelcnn', params: { width: 4, blockDepth: 3, levels: 3 }, data: texture(8) },
  { recipe: 'gated-pixelcnn', params: { width: 4, blockDepth: 2 }, data: texture(16) },
  { recipe: 'pixelrnn', params: { width: 4, blockDepth: 1 }, data: texture(8) },
  { recipe: 'pixelcnn', params: { width: 6, blockDepth: 1, levels: 4 }, data: colored },
  { recipe: 'gated-pixelcnn', params: { width: 6, blockDepth: 2, levels: 4 }, data: colored },
  { recipe: 'pixelrnn', params: { width: 6, blockDepth: 1 }, data: colored },
];

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('wasm', {}));
});
afterAll(() => tf.disposeVariables());

describe.each(systems)('$recipe of $params on $data.name', ({ recipe, params, data }) => {
  it('draws each value from what it predicts for the whole picture, though it looks through a window', async () => {
    const training = openTraining(tf, { recipe, dataset: data, seed: 3, params });
    await training.train(2);
    const { drawn, said } = drawnAndSaid(training, Number(params.levels ?? 2));
    expect(drawn.some((level) => level > 0)).toBe(true);
    expect(drawn).toEqual(said);
    training.dispose();
  });
});

/** The levels of three pictures, and those that the same numbers draw from the predictions for these very pictures. */
function drawnAndSaid({ model, dataset }: Training, levels: number): { drawn: number[]; said: number[] } {
  const classes = dataset.classes?.length ?? 0;
  const noise = model.latent.draw(seededRandom(4), 3);
  return tf.tidy(() => {
    const numbers = tf.tensor2d(noise, [3, model.latent.size]);
    const condition = model.conditionedOn === undefined ? undefined : tf.oneHot(tf.tensor1d([0, 1, 1], 'int32'), classes).toFloat();
    const pictures = model.generate!(numbers, condition);
    const logits = tf.log(model.predict!(pictures, condition));
    return {
      drawn: [...toLevels(tf, pictures.reshape([-1]), levels).dataSync()],
      said: [...drawLevel(tf, logits.reshape([-1, levels]), numbers.reshape([-1])).dataSync()],
    };
  });
}
