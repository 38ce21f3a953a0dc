import type { ParamSpec, Params, PresetPair } from '../../../shared/params.ts';
import { exampleShape, pictureShape } from '../data-shape.ts';
import type { Layer } from '../network.ts';
import { activation, type ActivationName, dcganCritic, dcganGenerator, flatten, mlp } from '../networks/index.ts';
import { both, capital, numberOf, ours } from '../param.ts';
import type { BuildContext, DataShape, Latent } from '../recipe.ts';

/** The networks and knobs of systems that are no plain game of two: any number of networks that see an example or make one. */

type Norm = 'none' | 'batch' | 'layer';
interface Shape {
  /** Where not given: batch norm in convolutional generators, none elsewhere. */
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
  const { norm, classes = null } = shape;
  const width = numberOf(params, `${name}Width`);
  if (isConvolutional(params, data, ['convolutional']))
    return dcganGenerator({ ...pictureShape(data), width, norm: norm ?? 'batch', classes });
  const layers = mlp({ hidden: hiddenOf(params, name, width), output: exampleShape(data), norm: norm ?? 'none', classes });
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

export function latentSizeParam(presets: PresetPair, presetsFor?: ParamSpec['presetsFor']): ParamSpec {
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

/** Numbers that a network keeps of an example before it is judged, compared or told. */
export function featuresParam(spec: Pick<ParamSpec, 'help' | 'presets' | 'presetsFor'> & { label?: string }): ParamSpec {
  return { key: 'features', label: 'Features', group: 'networks', type: 'integer', min: 1, max: 1024, scale: 'log', ...spec };
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
  presetsFor?: ParamSpec['presetsFor'];
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
  presetsFor?: ParamSpec['presetsFor'];
  group?: ParamSpec['group'];
  onlyFor?: ParamSpec['onlyFor'];
}): ParamSpec {
  return { group: 'game', type: 'choice', ...spec };
}
