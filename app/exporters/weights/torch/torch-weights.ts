import type { ArchitectureLayer } from '../../../../shared/architecture.ts';
import type { CountTensor, WireTensor } from '../../../../shared/safetensors.ts';
import type { Orders } from './orders.ts';
import { plainTorch, torchName } from './plain-torch.ts';
import { picked, turned } from './turn.ts';

/** One entry of a module's state_dict, and what it comes of. */
export interface TorchWeight {
  /** Within the module, such as `weight`. */
  name: string;
  /** A weight of ours, by its name in the layer, turned. Optimisers keep their numbers in the same shape. */
  from?: string;
  turn?(tensor: WireTensor): WireTensor;
  /** What torch has beside them. */
  make?(own: (weight: string) => WireTensor, step: number): WireTensor | CountTensor;
}

const same = (tensor: WireTensor) => tensor;

/** A layer's part of the state_dict: torch's own names and shapes where torch has the layer. */
export function torchWeights(layer: ArchitectureLayer, orders: Orders): TorchWeight[] {
  const inputs = orders.inputs.get(layer.name);
  const outputs = orders.outputs.get(layer.name);
  const row = (tensor: WireTensor) => (outputs === undefined ? tensor : picked(tensor, outputs));
  const matrix = (tensor: WireTensor) => {
    const lines = turned(inputs === undefined ? tensor : picked(tensor, inputs), [1, 0]);
    return outputs === undefined ? lines : picked(lines, outputs);
  };
  const has = (weight: string) => weight in layer.weights;
  const bias: TorchWeight[] = has('bias') ? [{ name: 'bias', from: 'bias', turn: row }] : [];
  switch (layer.kind) {
    case 'dense':
      return [{ name: 'weight', from: 'kernel', turn: matrix }, ...bias];
    case 'conv':
    case 'conv-transpose':
      return [{ name: 'weight', from: 'kernel', turn: (kernel) => turned(kernel, [3, 2, 0, 1]) }, ...bias];
    case 'volume-conv':
      return [{ name: 'weight', from: 'kernel', turn: volume }, ...bias];
    case 'spectral-dense':
      return [...bias, ...spectral(matrix, row, (right) => (inputs === undefined ? right : picked(right, inputs)))];
    case 'spectral-conv': {
      const [height, width, channels] = layer.weights.kernel.shape;
      const seen = (right: WireTensor) => flat(turned({ ...right, shape: [height, width, channels] }, [2, 0, 1]));
      return [...bias, ...spectral((kernel) => turned(kernel, [3, 2, 0, 1]), same, seen)];
    }
    case 'batch-norm':
      return [
        ...(layer.knobs.affine === false
          ? []
          : [
              { name: 'weight', from: 'gain', turn: row },
              { name: 'bias', from: 'offset', turn: row },
            ]),
        { name: 'running_mean', from: 'running-mean', turn: row },
        { name: 'running_var', from: 'running-variance', turn: row },
        // Torch counts for an average that has no momentum; these have one.
        { name: 'num_batches_tracked', make: (_own, step) => ({ shape: [], data: BigInt64Array.of(BigInt(step)) }) },
      ];
    case 'layer-norm':
    case 'instance-norm':
      return [
        { name: 'weight', from: 'gain', turn: row },
        { name: 'bias', from: 'offset', turn: row },
      ];
    default:
      return Object.entries(layer.weights).map(([part]) => ({
        name: torchName(part),
        from: part,
        turn: (tensor) => plainTorch(part, tensor),
      }));
  }
}

/** [3,3,3·c,filters], depths beside each other as channels → [filters,c,3,3,3]. */
function volume(kernel: WireTensor): WireTensor {
  const [height, width, wide, filters] = kernel.shape;
  return turned({ ...kernel, shape: [height, width, 3, wide / 3, filters] }, [4, 3, 2, 0, 1]);
}

/** As torch.nn.utils.parametrizations.spectral_norm keeps them: the kernel as it is learnt, and both singular vectors. */
function spectral(
  kernel: (tensor: WireTensor) => WireTensor,
  left: (tensor: WireTensor) => WireTensor,
  right: (tensor: WireTensor) => WireTensor,
): TorchWeight[] {
  const under = 'parametrizations.weight';
  return [
    { name: `${under}.original`, from: 'kernel', turn: kernel },
    { name: `${under}.0._u`, make: (own) => left(unit(Float64Array.from(own('direction').data))) },
    { name: `${under}.0._v`, make: (own) => right(seenAlong(own('kernel'), own('direction'))) },
  ];
}

/** kernel · direction, of length one: what our layer takes for the other vector. */
function seenAlong({ data }: WireTensor, direction: WireTensor): WireTensor {
  const columns = direction.data.length;
  const sums = new Float64Array(data.length / columns);
  for (let at = 0; at < data.length; at += 1) sums[Math.floor(at / columns)] += data[at] * direction.data[at % columns];
  return unit(sums);
}

function unit(vector: Float64Array): WireTensor {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) + 1e-12;
  return { shape: [vector.length], data: Float32Array.from(vector, (value) => value / length) };
}

function flat({ data }: WireTensor): WireTensor {
  return { shape: [data.length], data };
}
