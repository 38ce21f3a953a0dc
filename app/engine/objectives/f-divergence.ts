import type { Objective } from '../objective.ts';
import type { Tensor, Tf } from '../tensor.ts';
import { exp, softplus } from '../twice-differentiable.ts';

/**
 * D_f(P‖Q) = E_Q f(p/q) ≥ E_P g(v) − E_Q f*(g(v)): f* is the convex conjugate of f, and g the activation that keeps any raw
 * output v in the domain of f* (arXiv:1606.00709). `dual` is f*(g(v)) in one piece, so that nothing overflows on the way.
 */
export interface FDivergence {
  /** f(u) at a density ratio u > 0. */
  generator(u: number): number;
  /** f*(t). */
  conjugate(t: number): number;
  activation(tf: Tf, v: Tensor): Tensor;
  dual(tf: Tf, v: Tensor): Tensor;
}

export const fDivergenceNames = ['kl', 'reverse-kl', 'pearson', 'hellinger', 'jensen-shannon', 'gan'] as const;
export type FDivergenceName = (typeof fDivergenceNames)[number];

export const fDivergences: Record<FDivergenceName, FDivergence> = {
  kl: {
    generator: (u) => u * Math.log(u),
    conjugate: (t) => Math.exp(t - 1),
    activation: (tf, v) => tf.add(v, 0),
    dual: (tf, v) => exp(tf, tf.sub(v, 1)),
  },
  'reverse-kl': {
    generator: (u) => -Math.log(u),
    conjugate: (t) => -1 - Math.log(-t),
    activation: (tf, v) => tf.neg(exp(tf, tf.neg(v))),
    dual: (tf, v) => tf.sub(v, 1),
  },
  pearson: {
    generator: (u) => (u - 1) ** 2,
    conjugate: (t) => (t * t) / 4 + t,
    activation: (tf, v) => tf.add(v, 0),
    dual: (tf, v) => tf.add(tf.div(tf.square(v), 4), v),
  },
  hellinger: {
    generator: (u) => (Math.sqrt(u) - 1) ** 2,
    conjugate: (t) => t / (1 - t),
    activation: (tf, v) => tf.sub(1, exp(tf, tf.neg(v))),
    dual: (tf, v) => tf.sub(exp(tf, v), 1),
  },
  'jensen-shannon': {
    generator: (u) => -(u + 1) * Math.log((1 + u) / 2) + u * Math.log(u),
    conjugate: (t) => -Math.log(2 - Math.exp(t)),
    activation: (tf, v) => tf.sub(Math.LN2, softplus(tf, tf.neg(v))),
    dual: (tf, v) => tf.sub(softplus(tf, v), Math.LN2),
  },
  gan: {
    generator: (u) => u * Math.log(u) - (u + 1) * Math.log(u + 1),
    conjugate: (t) => -Math.log(1 - Math.exp(t)),
    activation: (tf, v) => tf.neg(softplus(tf, tf.neg(v))),
    dual: (tf, v) => softplus(tf, v),
  },
};

/** `bound`: the generator lowers the very bound; `heuristic`: it raises E g(v) instead, which does not saturate. */
export function fDivergence(name: FDivergenceName, turn: 'bound' | 'heuristic'): Objective {
  const { activation, dual } = fDivergences[name];
  return {
    judgesByLogit: name === 'gan' || name === 'jensen-shannon',
    judge: (tf, real, generated) => tf.sub(dual(tf, generated).mean(), activation(tf, real).mean()).asScalar(),
    generator: (tf, generated) => (turn === 'bound' ? dual(tf, generated) : activation(tf, generated)).mean().neg().asScalar(),
  };
}
