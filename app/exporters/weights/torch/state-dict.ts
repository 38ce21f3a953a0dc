import type { Architecture, ArchitectureLayer, ArchitectureWeight } from '../../../../shared/architecture.ts';
import { StudioError } from '../../../../shared/errors.ts';
import type { CountTensor, WireTensor } from '../../../../shared/safetensors.ts';
import { ordersOf } from './orders.ts';
import { torchName } from './plain-torch.ts';
import { torchWeights, type TorchWeight } from './torch-weights.ts';

/** One tensor of a state_dict with where it stands. */
interface Entry {
  name: string;
  weight: TorchWeight;
  layer: ArchitectureLayer;
}

/** What a network's tensors are in torch. */
export interface StateDict {
  tensors: Record<string, WireTensor | CountTensor>;
  /** As the networks are, with torch's names and shapes of their weights. */
  architecture: Architecture;
  /** Of a trained weight of ours: its name in torch, and its numbers (or what an optimiser keeps beside them) in torch's order. */
  trained: Map<string, { name: string; turn(tensor: WireTensor): WireTensor }>;
}

export function stateDict(architecture: Architecture, weights: Record<string, WireTensor>, step: number): StateDict {
  const entries = architecture.networks.flatMap(({ name, layers }) => entriesOf(layers, moduleName(name)));
  const memory = architecture.networks.flatMap(({ memory: kept = {} }) => Object.values(kept));
  const tensors: StateDict['tensors'] = {};
  const trained: StateDict['trained'] = new Map();
  for (const { name, weight, layer } of entries) {
    const own = (part: string) => tensorOf(weights, layer.weights[part].tensor);
    const { from, turn, make } = weight;
    if (from === undefined) tensors[name] = make!(own, step);
    else {
      tensors[name] = turn!(own(from));
      if (layer.weights[from].trained) trained.set(layer.weights[from].tensor, { name, turn: turn! });
    }
  }
  for (const { tensor } of memory) tensors[torchName(tensor)] = tensorOf(weights, tensor);
  return { tensors, trained, architecture: renamed(architecture, entries, tensors) };
}

/** As an attribute of a module: `to-b` → `to_b`; names that every module has get a line behind them. */
export function moduleName(name: string): string {
  const plain = name.replaceAll('-', '_');
  return taken.has(plain) ? `${plain}_` : plain;
}

const taken = new Set(['half', 'float', 'double', 'type', 'train', 'eval', 'to', 'apply', 'forward', 'draw', 'modules', 'children']);

function entriesOf(layers: ArchitectureLayer[], under: string): Entry[] {
  const orders = ordersOf(layers);
  return layers.flatMap((layer) => {
    const own = `${under}.${moduleName(layer.name)}`;
    if (layer.layers !== undefined) return entriesOf(layer.layers, own);
    return torchWeights(layer, orders).map((weight) => ({ name: `${own}.${weight.name}`, weight, layer }));
  });
}

function tensorOf(weights: Record<string, WireTensor>, name: string): WireTensor {
  const tensor = weights[name];
  if (tensor !== undefined) return tensor;
  throw new StudioError('conflict', `The checkpoint does not hold ${name}, which its networks have.`);
}

function renamed(architecture: Architecture, entries: Entry[], tensors: StateDict['tensors']): Architecture {
  const described = (name: string, trained: boolean): ArchitectureWeight => ({ tensor: name, shape: tensors[name].shape, trained });
  const again = (layer: ArchitectureLayer): ArchitectureLayer => ({
    ...layer,
    weights: Object.fromEntries(
      entries
        .filter((entry) => entry.layer === layer)
        .map(({ name, weight }) => [weight.name, described(name, weight.from !== undefined && layer.weights[weight.from].trained)]),
    ),
    ...(layer.layers === undefined ? {} : { layers: layer.layers.map(again) }),
  });
  return {
    ...architecture,
    networks: architecture.networks.map(({ memory, ...network }) => ({
      ...network,
      layers: network.layers.map(again),
      ...(memory === undefined
        ? {}
        : {
            memory: Object.fromEntries(
              Object.entries(memory).map(([slot, { tensor, trained }]) => [slot, described(torchName(tensor), trained)]),
            ),
          }),
    })),
  };
}
