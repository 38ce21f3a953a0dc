import type { ParamSpec, PresetPair, PresetValue } from '../../../shared/params.ts';
import { exampleShape, pictureShape } from '../data-shape.ts';
import { buildNetwork, type Layer, type Network } from '../network.ts';
import { type ActivationName, activationNames, dcganCritic, dcganGenerator, mlp } from '../networks/index.ts';
import { both, capital, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { BuildContext, Latent } from '../recipe.ts';

/** The two networks of an adversarial game: fully connected on points, DCGAN-style on pictures; and the knobs that shape them. */
export interface Adversaries {
  generator: Network;
  /** Called critic or discriminator; one raw number an example. */
  judge: Network;
  latent: Latent;
}

const norms = ['none', 'batch', 'layer'] as const;
export type Norm = (typeof norms)[number];

export interface JudgeShape {
  /** Numbers it says of one example; 1 where not given. */
  outputs?: number;
  /** Stands before its last layer. */
  beforeLast?: Layer[];
}

export function buildAdversaries(context: BuildContext, judgeName: 'critic' | 'discriminator', shape: JudgeShape = {}): Adversaries {
  const { tf, params, data, random } = context;
  const { outputs = 1, beforeLast = [] } = shape;
  const width = numberOf(params, `${judgeName}Width`);
  const norm = choiceOf(params, `${judgeName}Norm`, norms);
  const activation: ActivationName = choiceOf(params, `${judgeName}Activation`, activationNames);
  const layers =
    data.kind === 'points'
      ? mlp({ hidden: hidden(numberOf(params, `${judgeName}Depth`), width), output: [outputs], activation, norm })
      : dcganCritic({ size: pictureShape(data).size, width, norm, activation, outputs });
  layers.splice(-1, 0, ...beforeLast);
  const judge = buildNetwork({ tf, name: judgeName, random: random.fork(judgeName), input: exampleShape(data), layers });
  return { ...buildGenerator(context), judge };
}

/** The generator alone, for what is trained without a judge. */
export function buildGenerator({ tf, params, data, random }: BuildContext): Omit<Adversaries, 'judge'> {
  const latent = latentOf(numberOf(params, 'latentSize'), choiceOf(params, 'latentKind', ['normal', 'uniform']));
  const width = numberOf(params, 'generatorWidth');
  const norm = choiceOf(params, 'generatorNorm', norms);
  const isDense = data.kind === 'points' || params.generatorBody === 'dense';
  const layers = isDense
    ? mlp({
        hidden: hidden(numberOf(params, 'generatorDepth'), width),
        output: exampleShape(data),
        norm,
        outputActivation: data.kind === 'points' ? 'linear' : 'tanh',
      })
    : dcganGenerator({ ...pictureShape(data), width, norm });
  return { generator: buildNetwork({ tf, name: 'generator', random: random.fork('generator'), input: [latent.size], layers }), latent };
}

const toy = 'improved_wgan_training, gan_toy.py';
export const dcgan = 'Newmu/dcgan_code';

/** How our networks for pictures differ from those of the DCGAN code. */
export const dcganDepartures = [
  'On pictures the first weights of the judge are drawn by He’s rule, where the DCGAN code has a normal of deviation 0.02; kernels have 4 or 5 pixels.',
];
const publishedDcgan = {
  latentSize: fromCode(100, dcgan),
  latentKind: fromCode('uniform', dcgan),
  generatorNorm: fromCode('batch', dcgan),
  width: fromCode(64, 'Newmu/dcgan_code, mnist/train_cond_dcgan.py; its faces of 64 pixels have 128'),
};

function widthOf(published: PresetValue): Pick<ParamSpec, 'type' | 'group' | 'min' | 'max' | 'scale' | 'presets' | 'presetsFor'> {
  return {
    type: 'integer',
    group: 'networks',
    min: 1,
    max: 2048,
    scale: 'log',
    presets: { small: ours(64, 'measured: the 25-grid in about a minute on two cores'), paper: fromCode(512, toy) },
    presetsFor: { pictures: { small: ours(16, 'trains in minutes on two cores'), paper: published } },
  };
}
const depth = { small: ours(3, 'three hidden layers, as the toy networks of the WGAN-GP code'), paper: fromCode(3, toy) };

interface JudgeOptions {
  judge: 'critic' | 'discriminator';
  judgeNorms: readonly Norm[];
  /** For pictures; on points neither network is normalised. It differs from game to game: a gradient penalty takes no batch norm. */
  judgeNorm: PresetPair;
  /** What the system's own publication says of its generator on pictures, where that is not DCGAN's. */
  published?: { latentSize: PresetValue; latentKind: PresetValue; generatorNorm: PresetValue; width: PresetValue };
}

/** The knobs of the networks. */
export function networkParams(options: JudgeOptions): ParamSpec[] {
  return [...generatorParams(options.published), ...judgeParams(options)];
}

/** Of a generator alone, and of the latents that it is given. */
export function generatorParams(published: JudgeOptions['published'] = publishedDcgan): ParamSpec[] {
  return [
    {
      key: 'latentSize',
      label: 'Latent size',
      group: 'networks',
      help: 'How many random numbers the generator turns into one example.',
      type: 'integer',
      min: 1,
      max: 1024,
      scale: 'log',
      presets: both(ours(2, 'as many as the data has dimensions')),
      presetsFor: { pictures: { small: ours(32, 'enough for small pictures'), paper: published.latentSize } },
    },
    {
      key: 'latentKind',
      label: 'Latent distribution',
      group: 'networks',
      help: 'Where those random numbers come from.',
      type: 'choice',
      choices: [
        { value: 'normal', label: 'Normal', help: 'Mean 0, deviation 1.' },
        { value: 'uniform', label: 'Uniform', help: 'Between −1 and 1.' },
      ],
      presets: both(ours('normal', 'no edges in the latent space')),
      presetsFor: { pictures: { small: ours('normal', 'no edges in the latent space'), paper: published.latentKind } },
    },
    {
      key: 'generatorBody',
      label: 'Generator',
      group: 'networks',
      help: 'What its layers are. Fully connected ones have no notion of which pixels are neighbours.',
      type: 'choice',
      choices: [
        { value: 'convolutional', label: 'Convolutional (DCGAN)' },
        { value: 'dense', label: 'Fully connected', help: 'A few hundred units a layer take the place of the filters.' },
      ],
      onlyFor: 'pictures',
      presets: both(fromCode('convolutional', dcgan)),
    },
    {
      ...widthOf(published.width),
      key: 'generatorWidth',
      label: 'Generator width',
      help: 'Units of each hidden layer; for pictures, filters of the layer before the last (those before it have more).',
    },
    {
      key: 'generatorDepth',
      label: 'Generator depth',
      group: 'networks',
      help: 'Hidden layers of a fully connected generator.',
      type: 'integer',
      min: 1,
      max: 20,
      presets: depth,
    },
    {
      key: 'generatorNorm',
      label: 'Generator norm',
      group: 'networks',
      help: 'What keeps the sizes of hidden values even.',
      type: 'choice',
      choices: norms.map(normChoice),
      presets: both(ours('none', 'not needed on points')),
      presetsFor: { pictures: { small: fromCode('batch', dcgan), paper: published.generatorNorm } },
    },
  ];
}

function judgeParams({ judge, judgeNorms, judgeNorm, published = publishedDcgan }: JudgeOptions): ParamSpec[] {
  return [
    {
      ...widthOf(published.width),
      key: `${judge}Width`,
      label: `${capital(judge)} width`,
      help: 'Units of each hidden layer; for pictures, filters of the first layer (those after it have more).',
    },
    {
      key: `${judge}Depth`,
      label: `${capital(judge)} depth`,
      group: 'networks',
      help: `Hidden layers of the ${judge}.`,
      type: 'integer',
      min: 1,
      max: 20,
      onlyFor: 'points',
      presets: depth,
    },
    {
      key: `${judge}Norm`,
      label: `${capital(judge)} norm`,
      group: 'networks',
      help: 'What keeps the sizes of hidden values even.',
      type: 'choice',
      choices: judgeNorms.map(normChoice),
      presets: both(ours('none', 'not needed on points')),
      presetsFor: { pictures: judgeNorm },
    },
    {
      key: `${judge}Activation`,
      label: `${capital(judge)} activation`,
      group: 'networks',
      help: 'The bend after each hidden layer.',
      type: 'choice',
      choices: activationNames.map((name) => ({ value: name, label: name })),
      presets: both(fromCode('relu', toy)),
      presetsFor: { pictures: both(fromCode('leaky-relu', dcgan)) },
    },
  ];
}

function hidden(depth: number, width: number): number[] {
  return Array.from({ length: depth }, () => width);
}

function latentOf(size: number, kind: 'normal' | 'uniform'): Latent {
  return {
    size,
    draw(random, count) {
      const draw = kind === 'normal' ? random.normal : () => 2 * random.uniform() - 1;
      return Float32Array.from({ length: count * size }, draw);
    },
  };
}

function normChoice(norm: Norm): { value: string; label: string; help: string } {
  const choices = {
    none: { label: 'None', help: 'As it comes.' },
    batch: { label: 'Batch norm', help: 'Over the examples of a batch; mixes them.' },
    layer: { label: 'Layer norm', help: 'Over the values of one example; safe under a gradient penalty.' },
  };
  return { value: norm, ...choices[norm] };
}
