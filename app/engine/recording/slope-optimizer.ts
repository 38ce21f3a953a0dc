import { openFarOptimizer } from '../optimizers/far-optimizer.ts';
import type { NamedVariable } from '../network.ts';
import { type Optimizer, openOptimizer } from '../optimizer.ts';
import type { OptimizerSpec } from '../recipe.ts';
import { isFar } from '../tensor-data.ts';
import type { Tf } from '../tensor.ts';
import type { TakenSlopes } from './computed-slopes.ts';

/** An optimiser that runs where the gradients are. */
export type SlopeOptimizer = Omit<Optimizer, 'apply'> & { apply(taken: TakenSlopes, share: number): Promise<void> };

export function openSlopeOptimizer(tf: Tf, spec: OptimizerSpec, variables: NamedVariable[]): SlopeOptimizer {
  if (isFar(tf)) {
    const far = openFarOptimizer(tf, spec, variables);
    return { ...far, apply: (taken, share) => far.apply(taken.far!, share) };
  }
  const near = openOptimizer(tf, spec, variables);
  return { ...near, apply: async (taken, share) => near.apply(await taken.gradients(), share) };
}
