import type { RecipeEntry } from '../../shared/catalogue.ts';
import type { Params } from '../../shared/params.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { Scalar, Tensor, Tf } from './tensor.ts';

/**
 * One system, one file, read top to bottom like the paper it cites: parameters, networks, the game, its schedule.
 * The loop (train.ts) knows no recipe; everything else — form, validation, resume, export, contract test — comes from this.
 */
export interface Recipe extends RecipeEntry {
  build(context: BuildContext): Model;
}

export type DataShape =
  | { kind: 'points'; dimensions: number; classes: number | null }
  | { kind: 'pictures'; size: number; channels: number; classes: number | null };

export interface BuildContext {
  tf: Tf;
  params: Params;
  data: DataShape;
  /** For initial weights only. */
  random: Random;
}

export interface Model {
  networks: Network[];
  players: Player[];
  /** The players' updates that make one step, in order; a pure function of the step, so a resumed run plays the same game. */
  schedule(step: number): Turn[];
  latent: Latent;
  /** [n,latent] (and one-hot [n,classes] where conditional) → examples [n,...]; no gradient is asked of it. */
  generate(latents: Tensor, condition?: Tensor): Tensor;
  /** The critic's or discriminator's raw output [n] for examples, where the system has one. */
  score?(examples: Tensor): Tensor;
  /** What the score is: a Wasserstein critic's value or a discriminator's logit. */
  scores?: 'critic' | 'discriminator';
  /** λ of the penalty, for the corrected estimate Ŵ = λ(√(1+2·est/λ) − 1); absent without a penalty. */
  penaltyWeight?: number;
  /** c of weight clipping: the named bound of weight distributions; absent without clipping. */
  clip?: number;
}

export interface Turn {
  player: string;
  /** A fresh batch of data and latents for every update. */
  updates: number;
}

export interface Player {
  name: string;
  /** Names of the networks whose trainable variables it updates. */
  networks: string[];
  optimizer: OptimizerSpec;
  batch: number;
  /** What it minimises. Every entry of `also` is recorded as a series (such as the penalty, or the critic's estimate). */
  loss(play: Play): { loss: Scalar; also: Record<string, Scalar> };
  /** After each of its updates: weight clipping. */
  after?(): void;
}

/** What a loss is computed from. Tensors belong to the loop; a loss may draw more numbers from `random` alone. */
export interface Play {
  tf: Tf;
  step: number;
  /** [batch, ...] real examples. */
  real: Tensor;
  /** One-hot [batch, classes]; null where the data has no classes. */
  condition: Tensor | null;
  latents: Tensor;
  /** Uniform [0,1) of the given shape, from the run's seed. */
  uniform(shape: number[]): Tensor;
  normal(shape: number[]): Tensor;
}

export interface Latent {
  size: number;
  /** [count × size], row by row. */
  draw(random: Random, count: number): Float32Array;
}

export type OptimizerSpec =
  | { kind: 'sgd'; rate: number; momentum?: number }
  | { kind: 'rmsprop'; rate: number; decay: number; epsilon?: number }
  | { kind: 'adam'; rate: number; beta1: number; beta2: number; epsilon?: number };
