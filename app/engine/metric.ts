import type { MetricEntry } from '../../shared/catalogue.ts';
import type { Dataset } from './dataset.ts';
import type { Random } from './random.ts';

/**
 * A figure of merit, exactly defined and cited. It sees plain numbers only,
 * by promise where they come off a device: WebGPU can't be read synchronously outside a page. Wherever that makes sense it writes the score
 * of an ideal sampler (fresh real data) beside its own, under the same key with `/ideal` behind it.
 */
export interface Metric extends MetricEntry {
  /** False where it means nothing for this data (modes without known centres …). */
  appliesTo(dataset: Dataset): boolean;
  /** Series key → value. Draws from `random` alone. */
  measure(context: MetricContext): Promise<Record<string, number>>;
}

export interface MetricContext {
  dataset: Dataset;
  random: Random;
  /** `count` fresh examples each, row by row [count × dimensions or size·size·channels]. */
  generated(count: number): Promise<Float32Array>;
  real(count: number): Float32Array;
  /** Numbers per example. */
  width: number;
  /** A Wasserstein critic's mean difference on the given batches, and its penalty weight; null where there is no critic. */
  critic: { estimate(real: Float32Array, generated: Float32Array): Promise<number>; penaltyWeight: number | null } | null;
}
