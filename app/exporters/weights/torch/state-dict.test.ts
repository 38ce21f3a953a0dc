import { describe, expect, it } from 'vitest';
import type { Architecture, ArchitectureLayer, Knob } from '../../../../shared/architecture.ts';
import type { WireTensor } from '../../../../shared/safetensors.ts';
import { pythonNetwork } from './python-module.ts';
import { stateDict } from './state-dict.ts';

/** What `state_dict()` of torch's own layer has: names and shapes, in PyTorch 2. */
const layers: {
  kind: string;
  input: number[];
  output: number[];
  knobs: Record<string, Knob>;
  weights: Record<string, number[]>;
  torch: Record<string, number[]>;
  module: string;
}[] = [
  {
    kind: 'dense',
    input: [3],
    output: [5],
    knobs: { units: 5, bias: true },
    weights: { kernel: [3, 5], bias: [5] },
    torch: { weight: [5, 3], bias: [5] },
    module: 'nn.Linear(3, 5)',
  },
  {
    kind: 'conv',
    input: [8, 8, 2],
    output: [4, 4, 6],
    knobs: { filters: 6, kernel: 4, stride: 2, padding: 'same', bias: true },
    weights: { kernel: [4, 4, 2, 6], bias: [6] },
    torch: { weight: [6, 2, 4, 4], bias: [6] },
    module: 'nn.Conv2d(2, 6, 4, stride=2, padding=1)',
  },
  {
    kind: 'conv-transpose',
    input: [4, 4, 6],
    output: [8, 8, 2],
    knobs: { filters: 2, kernel: 4, stride: 2, padding: 'same', bias: false },
    weights: { kernel: [4, 4, 2, 6] },
    torch: { weight: [6, 2, 4, 4] },
    module: 'nn.ConvTranspose2d(6, 2, 4, stride=2, padding=1, bias=False)',
  },
  {
    kind: 'volume-conv',
    input: [4, 4, 4, 2],
    output: [4, 4, 4, 6],
    knobs: { filters: 6, kernel: 3, stride: 1, padding: 'same', bias: true },
    weights: { kernel: [3, 3, 6, 6], bias: [6] },
    torch: { weight: [6, 2, 3, 3, 3], bias: [6] },
    module: 'nn.Conv3d(2, 6, 3, padding=1)',
  },
  {
    kind: 'batch-norm',
    input: [4, 4, 6],
    output: [4, 4, 6],
    knobs: { momentum: 0.9, epsilon: 1e-5, affine: true },
    weights: { gain: [6], offset: [6], 'running-mean': [6], 'running-variance': [6] },
    torch: { weight: [6], bias: [6], running_mean: [6], running_var: [6], num_batches_tracked: [] },
    module: 'nn.BatchNorm2d(6, eps=0.00001, momentum=0.1)',
  },
  {
    kind: 'layer-norm',
    input: [6],
    output: [6],
    knobs: { epsilon: 1e-5 },
    weights: { gain: [6], offset: [6] },
    torch: { weight: [6], bias: [6] },
    module: 'nn.LayerNorm(6, eps=0.00001)',
  },
  {
    kind: 'spectral-dense',
    input: [3],
    output: [5],
    knobs: { units: 5 },
    weights: { kernel: [3, 5], bias: [5], direction: [5, 1] },
    torch: {
      bias: [5],
      'parametrizations.weight.original': [5, 3],
      'parametrizations.weight.0._u': [5],
      'parametrizations.weight.0._v': [3],
    },
    module: 'spectral_norm(nn.Linear(3, 5))',
  },
  {
    kind: 'spectral-conv',
    input: [8, 8, 2],
    output: [4, 4, 6],
    knobs: { filters: 6, kernel: 4, stride: 2, padding: 'same' },
    weights: { kernel: [4, 4, 2, 6], bias: [6], direction: [6, 1] },
    torch: {
      bias: [6],
      'parametrizations.weight.original': [6, 2, 4, 4],
      'parametrizations.weight.0._u': [6],
      'parametrizations.weight.0._v': [32],
    },
    module: 'spectral_norm(nn.Conv2d(2, 6, 4, stride=2, padding=1))',
  },
];

describe.each(layers)('$kind', ({ weights, torch, module, ...layer }) => {
  const told = architectureOf([{ ...layer, name: `${layer.kind}1`, weights: {} }], { [`${layer.kind}1`]: weights });
  it('has the names and shapes of torch, and says them', () => {
    const { tensors, architecture } = stateDict(told, numbered(told), 7);
    const under = `net.${layer.kind.replaceAll('-', '_')}1.`;
    const expected = Object.fromEntries(Object.entries(torch).map(([name, shape]) => [under + name, shape]));
    expect(Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))).toEqual(expected);
    const said = Object.values(architecture.networks[0].layers[0].weights);
    expect(Object.fromEntries(said.map(({ tensor, shape }) => [tensor, shape]))).toEqual(expected);
  });
  it('is the layer of torch in model.py', () => {
    expect(pythonNetwork(told.networks[0])).toContain(`= ${module}\n`);
  });
});

it('puts the row between a dense layer and a map in the order of channels first, with its bias', () => {
  const told = architectureOf(
    [
      { name: 'dense1', kind: 'dense', input: [1], output: [8], knobs: { units: 8, bias: true }, weights: {} },
      { name: 'reshape1', kind: 'reshape', input: [8], output: [2, 2, 2], knobs: { shape: [2, 2, 2] }, weights: {} },
      { name: 'flatten1', kind: 'flatten', input: [2, 2, 2], output: [8], knobs: {}, weights: {} },
      { name: 'dense2', kind: 'dense', input: [8], output: [1], knobs: { units: 1, bias: true }, weights: {} },
    ],
    { dense1: { kernel: [1, 8], bias: [8] }, dense2: { kernel: [8, 1], bias: [1] } },
  );
  const { tensors } = stateDict(told, numbered(told), 1);
  const order = [0, 2, 4, 6, 1, 3, 5, 7];
  for (const name of ['dense1.weight', 'dense1.bias', 'dense2.weight']) expect([...tensors[`net.${name}`].data]).toEqual(order);
  const python = pythonNetwork(told.networks[0]);
  expect(python).toContain('x = x.reshape(-1, 2, 2, 2)');
  expect(python).toContain('x = x.flatten(1)');
});

it('turns the map itself where nothing beside it can be put in order', () => {
  const told = architectureOf([{ name: 'flatten1', kind: 'flatten', input: [2, 2, 2], output: [8], knobs: {}, weights: {} }], {});
  expect(pythonNetwork(told.networks[0])).toContain('x = x.movedim(1, -1).flatten(1)');
});

it('names the layer that torch has not', () => {
  const told = architectureOf([{ name: 'row-lstm1', kind: 'row-lstm', input: [4, 4, 1], output: [4, 4, 1], knobs: {}, weights: {} }], {});
  expect(() => pythonNetwork(told.networks[0])).toThrow(/no layer like row-lstm, of which the network net is made/);
});

it('pads as TensorFlow does where torch can not: the odd row on the far side', () => {
  const knobs = { filters: 1, kernel: 5, stride: 2, padding: 'same', bias: true };
  const told = architectureOf([{ name: 'conv1', kind: 'conv', input: [8, 8, 1], output: [4, 4, 1], knobs, weights: {} }], {
    conv1: { kernel: [5, 5, 1, 1], bias: [1] },
  });
  expect(pythonNetwork(told.networks[0])).toContain('x = F.pad(x, (1, 2, 1, 2))');
});

function architectureOf(given: ArchitectureLayer[], weights: Record<string, Record<string, number[]>>): Architecture {
  const layers = given.map((layer) => ({
    ...layer,
    weights: Object.fromEntries(
      Object.entries(weights[layer.name] ?? {}).map(([part, shape]) => [
        part,
        { tensor: `net/${layer.name}/${part}`, shape, trained: true },
      ]),
    ),
  }));
  return {
    format: 'ganymede-architecture-1',
    recipe: 'gan',
    params: {},
    data: {},
    latent: { size: 0, parts: [] },
    condition: null,
    networks: [{ name: 'net', input: layers[0].input, output: layers.at(-1)!.output, layers }],
    players: [],
    draw: null,
  };
}

function numbered({ networks }: Architecture): Record<string, WireTensor> {
  const weights = networks.flatMap(({ layers }) => layers.flatMap((layer) => Object.values(layer.weights)));
  return Object.fromEntries(
    weights.map(({ tensor, shape }) => {
      const size = shape.reduce((product, side) => product * side, 1);
      return [tensor, { shape, data: Float32Array.from({ length: size }, (_, at) => at) }];
    }),
  );
}
