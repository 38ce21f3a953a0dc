import { StudioError } from '../../shared/errors.ts';
import type { Network } from './network.ts';

/** A penalty differentiates through a gradient: a network with a layer that is wrong to second order is refused. */
export function requireTwiceDifferentiable(network: Network, wants: string): void {
  if (network.twiceDifferentiable) return;
  throw new StudioError(
    'invalid',
    `The ${wants} differentiates the ${network.name} twice, and one of its layers is not right to second order ` +
      `or mixes the examples of a batch; choose another norm or activation for the ${network.name}.`,
  );
}
