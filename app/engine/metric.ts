import type { MetricEntry } from '../../shared/catalogue.ts';
import type { Dataset } from './dataset.ts';
import type { Judgement, Oracle } from './measuring/oracle.ts';
import type { Model } from './recipe.ts';
import type { SlotReader } from './measuring/slot-reader.ts';
import type { Random } from './random.ts';
import type { Tf } from './tensor.ts';

/**
 * A figure of merit, exactly defined and cited. It sees plain numbers only,
 * by promise where they come off a device: WebGPU can't be read synchronously outside a page. Wherever that makes sense it writes the score
 * of an ideal sampler (fresh real data) beside its own, under the same key with `/ideal` behind it.
 */
export interface Metric extends MetricEntry {
  /** What follows featuresEvery may ask for `judged`. */
  follows?: 'featuresEvery';
  /** Its figures are taken on training examples as well, under the same keys with `/training` behind: overfitting is where both part. */
  besideTraining?: true;
  /** What it looks at: what the model makes (then the model must make something), or the model itself. */
  judges: 'samples' | 'model';
  /** False where it means nothing for this data (modes without known centres …) or this system. */
  appliesTo(dataset: Dataset, model: Model): boolean;
  /** Series key → value. Draws from `random` alone. */
  measure(context: MetricContext): Promise<Record<string, number>>;
}

export const judgedCount = 1000;
export interface Judged {
  real: Judgement;
  ideal: Judgement;
  generated: Judgement;
  /** Numbers per example in `features`. */
  width: number;
}

export interface MetricContext {
  /** What is judged on: the held-out share of stored data. */
  dataset: Dataset;
  /** What was trained on, where that is not fresh at every draw. */
  training?: Dataset;
  random: Random;
  /** For metrics of the model itself; what they make of tensors they dispose of. */
  tf: Tf;
  model: Model;
  /** `count` fresh examples each, row by row [count × dimensions or size·size·channels]. */
  generated(count: number): Promise<Float32Array>;
  /** As generated, with the classes that the examples were asked for; null where the system takes no class. */
  generatedWithLabels(count: number): Promise<{ values: Float32Array; labels: Int32Array | null }>;
  real(count: number): Float32Array;
  /** Of the same law as `real` and of other examples: what a sampler without fault would make. */
  ideal(count: number): Float32Array;
  /**
   * What a small classifier trained on this data says of real, of other real, and of generated examples, `judgedCount` each:
   * the same at every call in one step. Only for data with classes.
   */
  judged(): Promise<Judged>;
  /**
   * A small network trained on this data when it is first asked for, one for its classes and one for its classes and known factors; of two domains with
   * known partners, for the factors of the second. It belongs to the run: not to be disposed of here.
   */
  oracle(of: 'classes' | 'factors'): Promise<Oracle>;
  /** Likewise, one for each slot of the data's sentences. */
  slotReader(): Promise<SlotReader>;
  /** Numbers per example. */
  width: number;
  /** A Wasserstein critic's mean difference on the given batches, and its penalty weight; null where there is no critic. */
  critic: { estimate(real: Float32Array, generated: Float32Array): Promise<number>; penaltyWeight: number | null } | null;
}
