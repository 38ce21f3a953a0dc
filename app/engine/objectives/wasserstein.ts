import type { Objective } from '../objective.ts';

/** The critic maximises E f(x) − E f(G(z)) over Lipschitz f: the Kantorovich dual of W1 (arXiv:1701.07875, equation 2). */
export const wasserstein: Objective = {
  judgesByLogit: false,
  judge: (tf, real, generated) => tf.sub(generated.mean(), real.mean()).asScalar(),
  generator: (_tf, generated) => generated.mean().neg().asScalar(),
};
