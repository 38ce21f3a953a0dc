import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import type { Network } from './network.ts';
import type { Tf } from './tensor.ts';

/** `generator/dense1/kernel` → its numbers, running moments too. The arrays are copies. */
export async function readVariables(networks: Network[]): Promise<Record<string, NamedTensor>> {
  const tensors: Record<string, NamedTensor> = {};
  for (const { name, variable } of networks.flatMap((network) => network.variables)) {
    tensors[name] = { shape: [...variable.shape], data: Float32Array.from(await variable.data()) };
  }
  return tensors;
}

/** @throws StudioError 'conflict' naming the tensor that is missing, too many, or of another shape */
export function writeVariables(tf: Tf, networks: Network[], tensors: Record<string, NamedTensor>): void {
  const variables = networks.flatMap((network) => network.variables);
  const known = new Set(variables.map(({ name }) => name));
  for (const name of Object.keys(tensors)) {
    const isOfThese = networks.some((network) => name.startsWith(`${network.name}/`));
    if (isOfThese && !known.has(name)) throw misfit(`It holds ${name}, which these networks do not have`);
  }
  for (const { name, variable } of variables) {
    const stored = tensors[name];
    if (stored === undefined) throw misfit(`It does not hold ${name}`);
    if (stored.shape.join() !== variable.shape.join()) {
      throw misfit(`Its ${name} has shape [${stored.shape}] where these networks have [${variable.shape}]`);
    }
    const tensor = tf.tensor(Float32Array.from(stored.data), stored.shape, 'float32');
    variable.assign(tensor);
    tensor.dispose();
  }
}

/** The slots of one player's optimiser, without `optimizer/<player>/` before their names. */
export function readOptimizerSlots(tensors: Record<string, NamedTensor>, player: string): Record<string, NamedTensor> {
  const prefix = `optimizer/${player}/`;
  const slots = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(slots.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

function misfit(what: string): StudioError {
  return new StudioError('conflict', `The checkpoint does not fit this config. ${what}; keep the params of the networks as they were.`);
}
