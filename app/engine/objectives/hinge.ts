import type { Objective } from '../objective.ts';
import { relu } from '../twice-differentiable.ts';

/** Real above 1 and generated below −1 cost nothing more; the generator just climbs (arXiv:1705.02894). */
export const hinge: Objective = {
  judgesByLogit: false,
  judge: (tf, real, generated) => tf.add(relu(tf, tf.sub(1, real)).mean(), relu(tf, tf.add(1, generated)).mean()).asScalar(),
  generator: (_tf, generated) => generated.mean().neg().asScalar(),
};
