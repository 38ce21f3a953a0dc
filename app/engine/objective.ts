import type { Scalar, Tensor, Tf } from './tensor.ts';

/** What the two players of an adversarial game minimise, from the raw outputs [batch] of the one that judges. */
export interface Objective {
  /** True where the output is a logit of "real", so that its sigmoid is a probability. */
  judgesByLogit: boolean;
  /** The discriminator's or critic's side. */
  judge(tf: Tf, real: Tensor, generated: Tensor): Scalar;
  generator(tf: Tf, generated: Tensor): Scalar;
}
