import type { DataKind, ParamSpec, Params, PresetPair } from '../../shared/params.ts';
import { exampleShape, pictureShape } from './data-shape.ts';
import type { Layer } from './network.ts';
import { activation, type ActivationName, dcganCritic, dcganGenerator, flatten, mlp } from './networks/index.ts';
import { both, choiceOf, numberOf, ours } from './param.ts';
import type { BuildContext, DataShape, Latent, OptimizerSpec } from './recipe.ts';

/**
 * The networks and knobs of systems that are no plain game of two: any number of networks that see an example or make one,
 * any number of players that share an optimiser's kind and have a rate each.
 */
export type Pairs = { presets: PresetPair; presetsFor?: Partial<Record<DataKind, PresetPair>> };

type Norm = 'none' | 'batch' | 'layer';
interface Shape {
  norm?: Norm;
  activation?: ActivationName;
  /** Where the network takes a condition. */
  classes?: number | null;
}

/** Layers from an example to `outputs` raw numbers; the output of the layer before the last are its features. */
export function seeing({ params, data }: BuildContext, name: string, outputs: number, shape: Shape = {}): Layer[] {
  const { norm = 'none', activation: bend = 'leaky-relu', classes = null } = shape;
  const width = numberOf(params, `${name}Width`);
  if (isConvolutional(params, data, ['convolutional', 'eyes']))
    return dcganCritic({ ...pictureShape(data), width, norm, activation: bend, outputs, classes });
  const hidden = hiddenOf(params, name, width);
  const layers = mlp({ hidden, output: [outputs], activation: bend, norm, classes });
  return exampleShape(data).length === 1 ? layers : [flatten(), ...layers];
}

/** Layers from `latent` numbers (and a condition) to an example: pictures end in tanh, solids in a sigmoid. */
export function making({ params, data }: BuildContext, name: string, shape: Shape = {}): Layer[] {
  const { norm = 'none', classes = null } = shape;
  const width = numberOf(params, `${name}Width`);
  if (isConvolutional(params, data, ['convolutional']))
    return dcganGenerator({ ...pictureShape(data), width, norm: norm === 'none' ? 'batch' : norm, classes });
  const layers = mlp({ hidden: hiddenOf(params, name, width), output: exampleShape(data), norm, classes });
  return [...layers, ...endOf(data)];
}

function endOf(data: DataShape): Layer[] {
  const shape = exampleShape(data);
  if (data.kind === 'voxels') return [activation('sigmoid')];
  return shape.length === 3 ? [activation('tanh')] : [];
}

function isConvolutional(params: Params, data: DataShape, where: string[]): boolean {
  return exampleShape(data).length === 3 && where.includes(`${params.architecture}`);
}

function hiddenOf(params: Params, name: string, width: number): number[] {
  return Array.from({ length: numberOf(params, `${name}Depth`) }, () => width);
}

/**
 * Width and depth of each network, by its name; on pictures also what they are made of. Those named as `eyes` see by
 * convolutions from the small preset on: forms of a few pixels are hardly told apart by a fully connected eye.
 */
export function bodyParams(
  names: readonly string[],
  options: { shallowest?: number; pictures?: boolean; depth?: number; eyes?: readonly string[]; architecture?: PresetPair } = {},
): ParamSpec[] {
  const { shallowest = 1, pictures = true, depth = 2, eyes = [] } = options;
  const architecture: ParamSpec = {
    key: 'architecture',
    label: 'Architecture',
    group: 'networks',
    help: 'Fully connected networks train in minutes on a processor; convolutions see the same shape anywhere in the picture.',
    type: 'choice',
    choices: [
      { value: 'dense', label: 'Fully connected' },
      { value: 'eyes', label: 'Convolutions see, fully connected layers make' },
      { value: 'convolutional', label: 'Convolutional (DCGAN)' },
    ],
    onlyFor: ['pictures', 'domains', 'pairs', 'captions'],
    presets: options.architecture ?? {
      small:
        eyes.length > 0
          ? ours('eyes', 'measured on text to picture: after 1000 steps 95 % of forms are right, 42 % under a fully connected eye')
          : ours('dense', 'trains in minutes on two cores'),
      paper: ours('convolutional', 'as published systems on pictures'),
    },
  };
  const roomy = { small: ours(256, 'fully connected on small pictures'), paper: ours(64, 'filters, as DCGAN') };
  const filters = { small: ours(16, 'filters, minutes on two cores'), paper: ours(64, 'filters, as DCGAN') };
  const each = names.flatMap((name): ParamSpec[] => [
    {
      key: `${name}Width`,
      label: `${capital(name)} width`,
      group: 'networks',
      help: 'Units of each hidden layer; of a convolutional one, the filters where the picture is largest.',
      type: 'integer',
      min: 1,
      max: 2048,
      scale: 'log',
      presets: { small: ours(64, 'enough for points'), paper: ours(256, 'roomy') },
      presetsFor:
        eyes.length === 0
          ? { pictures: roomy }
          : eyes.includes(name)
            ? { pictures: filters, captions: filters }
            : { pictures: roomy, captions: roomy },
    },
    {
      key: `${name}Depth`,
      label: `${capital(name)} depth`,
      group: 'networks',
      help: 'Hidden layers of a fully connected network.',
      type: 'integer',
      min: shallowest,
      max: 20,
      presets: both(depth === 2 ? ours(2, 'two hidden layers') : ours(depth, 'as many hidden layers as our plain games')),
    },
  ]);
  return pictures ? [architecture, ...each] : each;
}

/** One optimiser for all, a learning rate a player, and the batch. */
export function playParams(options: {
  rates: Record<string, Pairs>;
  batch?: Pairs;
  beta1?: Pairs;
  beta2?: Pairs;
  optimizer?: Pairs;
}): ParamSpec[] {
  const { rates, batch, beta1, beta2, optimizer } = options;
  const beta = { group: 'game', type: 'number', min: 0, max: 0.9999 } as const;
  return [
    {
      key: 'optimizer',
      label: 'Optimiser',
      group: 'game',
      help: 'How a gradient becomes a change of the weights.',
      type: 'choice',
      choices: [
        { value: 'adam', label: 'Adam' },
        { value: 'rmsprop', label: 'RMSProp' },
        { value: 'sgd', label: 'Gradient descent', help: 'With momentum β₁.' },
      ],
      ...(optimizer ?? { presets: both(ours('adam', 'steady without much tuning')) }),
    },
    ...Object.entries(rates).map(([player, pairs]): ParamSpec => {
      const name = capital(player.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
      return {
        key: `${player}Rate`,
        label: `${name} learning rate`,
        group: 'game',
        help: `How far one update moves the weights of the ${name.toLowerCase()}.`,
        type: 'number',
        min: 0,
        minExclusive: true,
        max: 10,
        scale: 'log',
        ...pairs,
      };
    }),
    {
      ...beta,
      key: 'beta1',
      label: 'β₁',
      help: 'Adam: decay of the mean gradient. Gradient descent: momentum. RMSProp: not used.',
      ...(beta1 ?? { presets: both(ours(0.9, 'Adam’s own default, arXiv:1412.6980')) }),
    },
    {
      ...beta,
      key: 'beta2',
      label: 'β₂',
      help: 'Adam and RMSProp: decay of the mean squared gradient.',
      ...(beta2 ?? { presets: both(ours(0.999, 'Adam’s own default, arXiv:1412.6980')) }),
    },
    {
      key: 'batch',
      label: 'Batch',
      group: 'schedule',
      help: 'Examples in one update.',
      type: 'integer',
      min: 1,
      max: 8192,
      scale: 'log',
      ...(batch ?? { presets: both(ours(64, 'small enough for two cores')) }),
    },
  ];
}

export function playerOptimizer(params: Params, player: string): OptimizerSpec {
  const rate = numberOf(params, `${player}Rate`);
  const kind = choiceOf(params, 'optimizer', ['adam', 'rmsprop', 'sgd']);
  if (kind === 'adam') return { kind, rate, beta1: numberOf(params, 'beta1'), beta2: numberOf(params, 'beta2') };
  return kind === 'rmsprop' ? { kind, rate, decay: numberOf(params, 'beta2') } : { kind, rate, momentum: numberOf(params, 'beta1') };
}

export function latentSizeParam(presets: PresetPair, presetsFor?: Pairs['presetsFor']): ParamSpec {
  return {
    key: 'latentSize',
    label: 'Latent size',
    group: 'networks',
    help: 'How many numbers stand for one example.',
    type: 'integer',
    min: 1,
    max: 1024,
    scale: 'log',
    presets,
    presetsFor,
  };
}

export function normalLatent(size: number): Latent {
  return { size, draw: (random, count) => Float32Array.from({ length: count * size }, random.normal) };
}

/** For systems that take none. */
export const noLatent: Latent = { size: 0, draw: () => new Float32Array(0) };

/** A number between bounds, with its source. */
export function numberParam(spec: {
  key: string;
  label: string;
  help: string;
  min: number;
  max: number;
  presets: PresetPair;
  presetsFor?: Pairs['presetsFor'];
  scale?: 'linear' | 'log';
  onlyFor?: ParamSpec['onlyFor'];
}): ParamSpec {
  return { group: 'game', type: 'number', ...spec };
}

export function choiceParam(spec: {
  key: string;
  label: string;
  help: string;
  choices: { value: string; label: string; help?: string }[];
  presets: PresetPair;
  presetsFor?: Pairs['presetsFor'];
  group?: ParamSpec['group'];
  onlyFor?: ParamSpec['onlyFor'];
}): ParamSpec {
  return { group: 'game', type: 'choice', ...spec };
}

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
