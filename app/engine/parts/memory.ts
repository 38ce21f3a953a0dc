import type { NamedVariable, Network } from '../network.ts';
import type { Tf, Variable } from '../tensor.ts';

/**
 * What a game remembers from update to update that no player learns: moving averages, a pool of earlier pictures, the last
 * accuracy of a balance rule. Kept as non-trainable variables, so that checkpoints hold it and a resumed run plays the same.
 */
export interface Memory<Name extends string> {
  /** To stand among the model's networks. */
  network: Network;
  slots: Record<Name, Variable>;
}

/** All zeros at first. */
export function buildMemory<Name extends string>(tf: Tf, name: string, shapes: Record<Name, number[]>): Memory<Name> {
  const names = Object.keys(shapes) as Name[];
  const slots = Object.fromEntries(names.map((slot) => [slot, tf.tidy(() => tf.variable(tf.zeros(shapes[slot]), false))])) as Record<
    Name,
    Variable
  >;
  const variables: NamedVariable[] = names.map((slot) => {
    return { name: `${name}/${slot}`, variable: slots[slot], trainable: false, layout: 'vector' };
  });
  const network: Network = {
    name,
    input: [],
    output: [],
    layers: [],
    plan: [],
    variables,
    twiceDifferentiable: true,
    apply: (x) => x,
    trace: (x) => ({ output: x, layers: {} }),
    dispose() {
      for (const { variable } of variables) variable.dispose();
    },
  };
  return { network, slots };
}
