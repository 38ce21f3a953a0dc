import type { RecipeEntry } from '../../shared/catalogue.ts';
import type { Params } from '../../shared/params.ts';
import type { LatentPart } from '../../shared/trainer-protocol.ts';
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
  | { kind: 'pictures'; size: number; channels: number; classes: number | null }
  | { kind: 'pairs'; size: number; channels: number; classes: number | null; given: { size: number; channels: number } }
  | { kind: 'domains'; example: number[]; classes: number | null }
  | { kind: 'captions'; size: number; channels: number; classes: number | null; length: number; words: number }
  | { kind: 'voxels'; size: number; classes: number | null }
  | { kind: 'sound'; length: number; rate: number; classes: number | null };

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
  /**
   * [n,latent], and the condition where `conditionedOn` says so → examples [n,...]; no gradient is asked of it.
   * Absent where nothing is made (a classifier). Domains: absent, `columns` shows both ways.
   */
  generate?(latents: Tensor, condition?: Tensor): Tensor;
  /** What `generate` and `score` need beside their input: one-hot [n,classes], one-hot words [n,length,words], or the given picture. */
  conditionedOn?: Condition;
  /** The critic's or discriminator's raw output [n] for examples, where the system has one. */
  score?(examples: Tensor, condition?: Tensor): Tensor;
  /** What the score is: a Wasserstein critic's value or a discriminator's logit. */
  scores?: 'critic' | 'discriminator';
  /** Examples (of the first domain) → codes [n,any]: latents found by an encoder, features of a classifier. */
  encode?(examples: Tensor, condition?: Tensor): Tensor;
  /** True where codes are latents that `generate` takes: a real example can be walked from. */
  encodesLatents?: boolean;
  /** Logits [n,classes]. */
  classify?(examples: Tensor): Tensor;
  /** log p of each example in nats [n], exact or a lower bound. */
  logLikelihood?(examples: Tensor, condition?: Tensor): Tensor;
  /** What is predicted for each value from those before it: [n,values,levels], each row a distribution (autoregressive). */
  predict?(examples: Tensor, condition?: Tensor): Tensor;
  /** Indices of words [n,length] int32. */
  caption?(examples: Tensor): Tensor;
  /** Domains: from the first to the second, and back where there is a way. */
  translate?(examples: Tensor): Tensor;
  translateBack?(examples: Tensor): Tensor;
  /** The same latents made in the second domain. */
  generateOther?(latents: Tensor): Tensor;
  /** Pictures to be seen side by side, by name: input, output, truth, cycle, reconstruction. Each [n,side,side,channels] in −1…1. */
  columns?(batch: Batch, latents: Tensor): Record<string, Tensor>;
  /** Asks for the same few labelled examples at every update, as `play.labelled`. */
  labelled?: { perClass: number };
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
  /** What the optimiser's rate is multiplied by at this step; 1 where absent. */
  rateAt?(step: number): number;
  /** Whether it moves at all this time (a balance rule); what it depends on is kept in non-trainable variables, so that a resumed run plays the same. */
  isDue?(): boolean | Promise<boolean>;
}

export type Condition = 'class' | 'sentence' | 'picture';

/** Data as tensors; what this kind of data does not have is null. */
export interface Batch {
  /** [batch, ...] real examples; domains: of the first. */
  real: Tensor;
  /** One-hot [batch, classes]. */
  condition: Tensor | null;
  /** pairs: what the examples are made from. */
  given: Tensor | null;
  /** domains: examples of the second, unpaired. */
  other: Tensor | null;
  /** domains: one-hot classes of the second; for ceilings and for measuring only. */
  otherCondition: Tensor | null;
  /** captions: one-hot words [batch,length,words]. */
  sentence: Tensor | null;
}

/**
 * What a loss is computed from. Tensors belong to the loop. A loss is recorded once and then replayed (recording/tape.ts), so it
 * knows no step and keeps nothing between two calls: what changes comes from here, or is remembered in non-trainable variables.
 */
export interface Play extends Batch {
  tf: Tf;
  /** The few labelled examples, where the model asks for them. */
  labelled: { examples: Tensor; condition: Tensor } | null;
  latents: Tensor;
  /** Uniform [0,1) of the given shape, from the run's seed. */
  uniform(shape: number[]): Tensor;
  normal(shape: number[]): Tensor;
  /** A number that changes with the step, such as a weight that grows. */
  scalarAt(of: (step: number) => number): Scalar;
  /** What a loss does otherwise in some steps than in others, such as a term left out at first: of few values, for each is recorded apart. */
  choiceAt<Choice extends string | number | boolean>(choose: (step: number) => Choice): Choice;
}

export interface Latent {
  /** 0 where the system takes none. */
  size: number;
  /** What each stretch is, where it is more than one thing. */
  parts?: LatentPart[];
  /** [count × size], row by row. */
  draw(random: Random, count: number): Float32Array;
}

export type OptimizerSpec =
  | { kind: 'sgd'; rate: number; momentum?: number }
  | { kind: 'rmsprop'; rate: number; decay: number; epsilon?: number }
  | { kind: 'adam'; rate: number; beta1: number; beta2: number; epsilon?: number };
