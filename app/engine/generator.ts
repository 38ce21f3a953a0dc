import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import type { DataShape } from './recipe.ts';
import { findRecipe } from './recipes/index.ts';
import { seededRandom } from './random.ts';
import { writeVariables } from './stored-tensors.ts';
import type { Tf, Tensor } from './tensor.ts';
import type { OpenGenerator } from './train.ts';

export const openGenerator: OpenGenerator = ({ tf, config, snapshot }) => {
  const shape = shapeIn(snapshot.state);
  const model = findRecipe(config.recipe).build({ tf, params: config.params, data: shape, random: seededRandom(config.seed) });
  writeVariables(tf, model.networks, snapshot.tensors);
  const { size: latentSize } = model.latent;

  async function generate(latents: NamedTensor, labels: Int32Array | null): Promise<Record<string, NamedTensor>> {
    const [count, given] = latents.shape;
    if (latents.shape.length !== 2 || given !== latentSize) {
      throw new StudioError('invalid', `This generator takes latents of shape [n,${latentSize}], not [${latents.shape}].`);
    }
    const examples = tf.tidy(() => {
      const codes = tf.tensor2d(Float32Array.from(latents.data), [count, latentSize]);
      const made = model.generate(codes, labels === null ? undefined : oneHot(tf, labels, shape.classes));
      return shape.kind === 'pictures' ? toPixels(tf, made) : made;
    });
    const data = await examples.data();
    const tensor = { shape: examples.shape, data: shape.kind === 'pictures' ? Uint8Array.from(data) : Float32Array.from(data) };
    examples.dispose();
    return { [shape.kind === 'pictures' ? 'pixels' : 'points']: tensor };
  }

  return {
    latentSize,
    classes: null,
    output:
      shape.kind === 'points'
        ? { kind: 'points', dimensions: shape.dimensions }
        : { kind: 'pictures', size: shape.size, channels: shape.channels },
    generate,
    dispose: () => {
      for (const network of model.networks) network.dispose();
    },
  };
};

/** −1…1 → 0…255, rounded. */
function toPixels(tf: Tf, pictures: Tensor): Tensor {
  return tf.round(tf.clipByValue(tf.mul(tf.add(pictures, 1), 127.5), 0, 255));
}

function oneHot(tf: Tf, labels: Int32Array, classes: number | null): Tensor {
  if (classes === null) throw new StudioError('invalid', 'This generator takes no classes.');
  return tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat();
}

function shapeIn(state: Record<string, unknown>): DataShape {
  const shape = state.shape as DataShape | undefined;
  if (shape?.kind === 'points' || shape?.kind === 'pictures') return shape;
  throw new StudioError('invalid', 'The checkpoint does not say what its generator makes; it was not written by this studio.');
}
