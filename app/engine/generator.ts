import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import { dataKinds } from '../../shared/params.ts';
import type { OutputShape } from '../../shared/trainer-protocol.ts';
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
  const { generate } = model;
  if (generate === undefined)
    throw new StudioError('invalid', `The recipe ${config.recipe} makes nothing from latents, so there is nothing to walk through.`);
  if (model.conditionedOn !== undefined && model.conditionedOn !== 'class') {
    throw new StudioError(
      'invalid',
      `The recipe ${config.recipe} makes its output from a ${model.conditionedOn}; its samples show what it does.`,
    );
  }
  const classes = model.conditionedOn === 'class' ? shape.classes : null;
  const made = outputs[outputOf(shape).kind];

  const make = generate;

  async function answer(latents: NamedTensor, labels: Int32Array | null): Promise<Record<string, NamedTensor>> {
    const [count, given] = latents.shape;
    if (latents.shape.length !== 2 || given !== latentSize) {
      throw new StudioError('invalid', `This generator takes latents of shape [n,${latentSize}], not [${latents.shape}].`);
    }
    const condition = classes === null ? null : (labels ?? new Int32Array(count));
    const examples = tf.tidy(() => {
      const codes = tf.tensor2d(Float32Array.from(latents.data), [count, latentSize]);
      return made.scale(tf, make(codes, condition === null ? undefined : oneHot(tf, condition, classes!)));
    });
    const data = await examples.data();
    const tensor = { shape: examples.shape, data: made.bytes ? Uint8Array.from(data) : Float32Array.from(data) };
    examples.dispose();
    return { [made.name]: tensor };
  }

  return {
    latentSize,
    parts: model.latent.parts ?? [
      { name: 'latent', from: 0, size: latentSize, kind: config.params.latentKind === 'uniform' ? 'uniform' : 'normal' },
    ],
    classes,
    output: outputOf(shape),
    generate: answer,
    dispose: () => {
      for (const network of model.networks) network.dispose();
    },
  };
};

/** How what is made leaves: pictures as bytes from −1…1, solids as bytes from 0…1, the rest as it is. */
const outputs: Record<OutputShape['kind'], { name: string; bytes: boolean; scale(tf: Tf, made: Tensor): Tensor }> = {
  points: { name: 'points', bytes: false, scale: (_tf, made) => made },
  pictures: { name: 'pixels', bytes: true, scale: (tf, made) => tf.round(tf.clipByValue(tf.mul(tf.add(made, 1), 127.5), 0, 255)) },
  voxels: { name: 'voxels', bytes: true, scale: (tf, made) => tf.round(tf.clipByValue(tf.mul(made, 255), 0, 255)).squeeze([4]) },
  sound: { name: 'waves', bytes: false, scale: (_tf, made) => made },
};

function outputOf(shape: DataShape): OutputShape {
  switch (shape.kind) {
    case 'points':
      return { kind: 'points', dimensions: shape.dimensions };
    case 'pictures':
    case 'pairs':
    case 'captions':
      return { kind: 'pictures', size: shape.size, channels: shape.channels };
    case 'domains':
      return shape.example.length === 1
        ? { kind: 'points', dimensions: shape.example[0] }
        : { kind: 'pictures', size: shape.example[0], channels: shape.example[2] };
    case 'voxels':
      return { kind: 'voxels', size: shape.size };
    case 'sound':
      return { kind: 'sound', length: shape.length, rate: shape.rate };
  }
}

function oneHot(tf: Tf, labels: Int32Array, classes: number): Tensor {
  return tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat();
}

function shapeIn(state: Record<string, unknown>): DataShape {
  const shape = state.shape as DataShape | undefined;
  if (shape !== undefined && dataKinds.includes(shape.kind)) return shape;
  throw new StudioError('invalid', 'The checkpoint does not say what its generator makes; it was not written by this studio.');
}
