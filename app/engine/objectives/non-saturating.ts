import type { Objective } from '../objective.ts';
import { softplus } from '../twice-differentiable.ts';

/** The generator maximises E log D(G(z)) instead: its slope does not vanish where it is rejected (arXiv:1406.2661, §3). */
export const nonSaturating: Objective = {
  judgesByLogit: true,
  judge: (tf, real, generated) => tf.add(softplus(tf, tf.neg(real)).mean(), softplus(tf, generated).mean()).asScalar(),
  generator: (tf, generated) => softplus(tf, tf.neg(generated)).mean().asScalar(),
};
