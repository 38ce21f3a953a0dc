import type { Objective } from '../objective.ts';

/** Half the squared distance of raw outputs to a for generated and b for real; the generator wants c (arXiv:1611.04076). */
export function leastSquares({ a, b, c }: { a: number; b: number; c: number }): Objective {
  return {
    judgesByLogit: false,
    judge: (tf, real, generated) =>
      tf.mul(0.5, tf.add(tf.square(tf.sub(real, b)).mean(), tf.square(tf.sub(generated, a)).mean())).asScalar(),
    generator: (tf, generated) => tf.mul(0.5, tf.square(tf.sub(generated, c)).mean()).asScalar(),
  };
}
