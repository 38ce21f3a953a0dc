import { assertNever } from '../../../../shared/assert-never.ts';
import type { Layer } from '../../network.ts';
import type { Tensor, Tf } from '../../tensor.ts';
import { leakyRelu, relu, sigmoid, softplus, tanh } from '../../twice-differentiable.ts';

export const activationNames = ['linear', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'softplus'] as const;
export type ActivationName = (typeof activationNames)[number];

/** Of leaky relu, as in DCGAN. */
const slope = 0.2;

/** Number by number, the shape stays. */
export function activation(name: ActivationName): Layer {
  return {
    kind: name,
    twiceDifferentiable: true,
    reach: 0,
    knobs: name === 'leaky-relu' ? { slope } : {},
    output: (input) => input,
    build: ({ tf }) => ({ apply: (x: Tensor) => activated(tf, name, x) }),
  };
}

function activated(tf: Tf, name: ActivationName, x: Tensor): Tensor {
  switch (name) {
    case 'linear':
      return x;
    case 'relu':
      return relu(tf, x);
    case 'leaky-relu':
      return leakyRelu(tf, x, slope);
    case 'tanh':
      return tanh(tf, x);
    case 'sigmoid':
      return sigmoid(tf, x);
    case 'softplus':
      return softplus(tf, x);
    default:
      return assertNever(name);
  }
}
