import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import { dataKinds } from '../../shared/params.ts';
import { todaysParams } from '../../shared/stored-params.ts';
import type { OutputShape } from '../../shared/trainer-protocol.ts';
import { conditionOf, toBatch } from './batch.ts';
import { conditionsOf } from './conditions.ts';
import type { DataShape, Model } from './recipe.ts';
import { findRecipe } from './recipes/index.ts';
import { latentParts } from './latent-parts.ts';
import { seededRandom } from './random.ts';
import { writeVariables } from './stored-tensors.ts';
import type { Tf, Tensor } from './tensor.ts';
import type { OpenGenerator } from './train.ts';

/** Real examples that are offered as latents. */
const mostEncoded = 24;

export const openGenerator: OpenGenerator = async ({ tf, config, snapshot, openDataset }) => {
  const shape = shapeIn(snapshot.state);
  const recipe = findRecipe(config.recipe);
  const { params } = todaysParams({ specs: recipe.params, stored: config.params, kind: shape.kind, preset: config.preset });
  const model = recipe.build({ tf, params, data: shape, random: seededRandom(config.seed) });
  writeVariables(tf, model.networks, snapshot.tensors);
  const dispose = () => {
    for (const network of model.networks) network.dispose();
  };
  const { size: latentSize } = model.latent;
  const { make, chosen } = await prepared().catch((error) => {
    dispose();
    throw error;
  });
  const made = outputs[outputOf(shape).kind];
  const encodes = model.encode !== undefined && model.encodesLatents === true;

  async function answer(latents: NamedTensor, labels: Int32Array | null, exact = false): Promise<Record<string, NamedTensor>> {
    const [count, given] = latents.shape;
    if (latents.shape.length !== 2 || given !== latentSize) {
      throw new StudioError('invalid', `This generator takes latents of shape [n,${latentSize}], not [${latents.shape}].`);
    }
    const named = tf.tidy((): Record<string, Tensor> => {
      const codes = tf.tensor2d(Float32Array.from(latents.data), [count, latentSize]);
      const condition = chosen?.pick(labels ?? new Int32Array(count));
      const raw = make(codes, condition);
      if (exact) return { [made.name]: raw.rank === 5 ? raw.squeeze([4]) : raw, ...(condition === undefined ? {} : { condition }) };
      const examples = made.scale(tf, raw);
      return chosen?.conditions.kind === 'picture'
        ? { [made.name]: examples, given: shownPicture(tf, condition!) }
        : { [made.name]: examples };
    });
    return read(named, (name) => !exact && (made.bytes || name === 'given'));
  }

  async function encode(): Promise<Record<string, NamedTensor>> {
    if (!encodes) throw new StudioError('invalid', `The recipe ${config.recipe} has no encoder that finds latents of real examples.`);
    const dataset = await openDataset();
    const draw = dataset.draw(seededRandom(config.seed).fork('encoded'), mostEncoded);
    const named = tf.tidy(() => {
      const batch = toBatch(tf, shape, draw);
      const latents = model.encode!(batch.real, conditionOf(model, batch)).reshape([mostEncoded, latentSize]);
      return { latents, [made.name]: made.scale(tf, batch.real) };
    });
    const tensors = await read(named, (name) => made.bytes && name !== 'latents');
    return draw.labels === null ? tensors : { ...tensors, labels: { shape: [mostEncoded], data: Int32Array.from(draw.labels) } };
  }

  return {
    latentSize,
    parts: latentParts(model, params),
    classes: chosen?.conditions.names.length ?? null,
    conditions: chosen?.conditions ?? null,
    encodes,
    output: outputOf(shape),
    generate: answer,
    encode,
    dispose,
  };

  async function prepared() {
    return { make: makerOf(model), chosen: await conditionsOf(tf, { config, shape, model, openDataset }) };
  }

  function makerOf({ generate, translate }: Model): (latents: Tensor, condition?: Tensor) => Tensor {
    if (generate !== undefined) return generate;
    // A way from one domain to another makes its output from a picture, and from nothing else.
    if (translate !== undefined && outputOf(shape).kind === 'pictures') return (_latents, given) => translate(given!);
    throw new StudioError('invalid', `The recipe ${config.recipe} makes nothing from latents, so there is nothing to walk through.`);
  }
};

/** Tensors as plain arrays, bytes where `isBytes` says so; they are let go. */
async function read(named: Record<string, Tensor>, isBytes: (name: string) => boolean): Promise<Record<string, NamedTensor>> {
  const tensors: Record<string, NamedTensor> = {};
  for (const [name, tensor] of Object.entries(named)) {
    const data = await tensor.data();
    tensors[name] = { shape: tensor.shape, data: isBytes(name) ? Uint8Array.from(data) : Float32Array.from(data) };
    tensor.dispose();
  }
  return tensors;
}

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

/** −1…1 → bytes; of more channels than a picture has (a mask, a guide) the first three. */
function shownPicture(tf: Tf, given: Tensor): Tensor {
  const channels = given.shape[3]!;
  const seen = channels === 1 || channels === 3 ? given : given.slice([0, 0, 0, 0], [-1, -1, -1, channels > 3 ? 3 : 1]);
  return outputs.pictures.scale(tf, seen);
}

function shapeIn(state: Record<string, unknown>): DataShape {
  const shape = state.shape as DataShape | undefined;
  if (shape !== undefined && dataKinds.includes(shape.kind)) return shape;
  throw new StudioError('invalid', 'The checkpoint does not say what its generator makes; it was not written by this studio.');
}
