import type { Finding } from './health-rule.ts';

/** What training gives out, between engine, trainer, recorder and store. Plain data; typed arrays survive structured clone. */

/** Losses, metrics and other scalars of one step: series key → value. NaN and ±Infinity are kept. */
export interface PointsMeasurement {
  type: 'points';
  step: number;
  values: Record<string, number>;
}

export interface DistributionMeasurement {
  type: 'distribution';
  step: number;
  /** Such as `weights/critic/dense1/kernel`, `gradients/critic/dense1/kernel`, `gradient-norm/interpolates`. */
  key: string;
  distribution: Distribution;
}

/** Counts over equal bins plus the exact figures of the values themselves. Non-finite values are counted apart. */
export interface Distribution {
  /** Edges are low + i·(high−low)/counts.length; the last bin is closed. */
  low: number;
  high: number;
  counts: Uint32Array;
  /** Where another tool's bins are not equal: their edges, one more than counts, rising from low to high. */
  edges?: Float64Array;
  size: number;
  nonFinite: number;
  min: number;
  max: number;
  mean: number;
  /** Population standard deviation. */
  deviation: number;
  /** 65 quantiles at i/64, linear interpolation: enough for W1 and KS between two distributions. */
  quantiles: Float32Array;
  /** The named bound (c of weight clipping) and the share of values within 1 % of ±bound; null where there is none. */
  bound: { value: number; share: number } | null;
}

export type Numbers = Float32Array | Uint8Array | Int32Array;
export interface NamedTensor {
  shape: number[];
  data: Numbers;
}

/**
 * What a probe saw at one step. Tensors by kind (all float32 but for pixels, uint8):
 * - pictures: `pixels` [n,height,width,channels], `latents` [n,latent], `labels` [n] (int32, where the data has classes)
 * - points: `real` [m,d], `generated` [n,d], `latents` [n,latent]; d is 1 or 2
 * - surface: `values` [rows,columns] (row 0 at the region's low y), `real` [m,2], `generated` [n,2], `gradients` [n,2] (∂D/∂x at generated); meta.region
 * - plan: `plan` [n,n] (row real, column generated), `real` [n,d], `generated` [n,d]; meta.cost, meta.independentCost
 * - grid: `pixels` [rows,columns,height,width,channels], all of one size; meta.columns (a name each), meta.rows (names or absent):
 *   input, output and truth; one latent under every class; a code walked through; the plane of a 2-D latent
 * - embedding: `points` [n,2], `labels` [n] int32; meta.names (of the labels), meta.axes (what the two axes are); optional `domains` [n] int32, meta.domains;
 *   of codes of more than two numbers `codes` [n,k], their first k ≤ 32 principal coordinates, and meta.share of the spread that those hold
 * - captions: `pixels` [n,h,w,c], `said` [n,length], `truth` [n,length] (int32, indices into meta.words; 0 is the empty word)
 * - voxels: `voxels` [n,side,side,side] uint8 (0 empty … 255 solid; depth, row, column), `latents` [n,latent]
 * - sound: `waves` [n,length] in −1…1; meta.rate (samples a second); `labels` where there are speakers
 * - text: `utf8` [bytes] uint8, `ends` [n] int32 (shared/texts.ts): texts as they were logged, Markdown maybe
 * - table: the same, cells row by row; meta.columns
 * - unfolding: `pixels` [n,h,w,c], `probabilities` [n,h·w·c,levels]: what was predicted for each value before it was drawn
 */
export const sampleKinds = [
  'pictures',
  'points',
  'surface',
  'plan',
  'grid',
  'embedding',
  'captions',
  'voxels',
  'sound',
  'unfolding',
  'text',
  'table',
] as const;
export type SampleKind = (typeof sampleKinds)[number];
export interface SampleMeta {
  region?: { left: number; right: number; bottom: number; top: number };
  cost?: number;
  independentCost?: number;
  columns?: string[];
  rows?: string[];
  names?: string[];
  axes?: string;
  domains?: string[];
  words?: string[];
  rate?: number;
  [key: string]: unknown;
}
export interface SampleMeasurement {
  type: 'sample';
  step: number;
  /** The probe's name, such as `samples`, `critic-surface`, `transport-plan`. */
  probe: string;
  kind: SampleKind;
  tensors: Record<string, NamedTensor>;
  meta: SampleMeta;
}

export interface NoteMeasurement {
  type: 'note';
  step: number;
  level: 'info' | 'warning' | 'error';
  sentence: string;
}

/** What a health rule has found in what was measured so far. */
export interface FindingMeasurement extends Finding {
  type: 'finding';
}

export type Measurement = PointsMeasurement | DistributionMeasurement | SampleMeasurement | NoteMeasurement | FindingMeasurement;

/** Everything needed to go on bit for bit: weights, optimiser slots, random states, data position. */
export interface Snapshot {
  step: number;
  /** `generator/dense1/kernel` → weights; `optimizer/critic/...` → slots. */
  tensors: Record<string, NamedTensor>;
  /** JSON: random states, data position, schedule counters, stop-rule state. */
  state: Record<string, unknown>;
}
