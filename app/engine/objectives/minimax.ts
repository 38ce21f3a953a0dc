import type { Objective } from '../objective.ts';
import { softplus } from '../twice-differentiable.ts';

/** E log D(x) + E log(1 − D(G(z))) on logits, by softplus: a logarithm of a sigmoid is −∞ at logit −120 (arXiv:1406.2661, equation 1). */
export const minimax: Objective = {
  judgesByLogit: true,
  judge: (tf, real, generated) => tf.add(softplus(tf, tf.neg(real)).mean(), softplus(tf, generated).mean()).asScalar(),
  generator: (tf, generated) => softplus(tf, generated).mean().neg().asScalar(),
};
