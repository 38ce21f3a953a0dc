import { z } from 'zod';
import { backendChoice } from './backend-choice.ts';
import { extensionHashes } from './extension-hashes.ts';
import { runName } from './run-name.ts';

export { type BackendName, backendName, backendNames } from './backend-choice.ts';

/** What a person writes (YAML, form, `--set`): everything but recipe and dataset may be left out. */
const paramValue = z.union([z.number(), z.string(), z.boolean()]);

export const mostThreads = 64;

/** End early when `series` has been `below`/`above` `value` in `times` measurements on end. */
const seriesRule = z.strictObject({
  test: z.undefined().optional(),
  series: z.string().min(1),
  is: z.enum(['below', 'above']),
  value: z.number(),
  times: z.int().min(1).max(1000).default(1),
});
/**
 * End early when generated and real examples can't be told apart: the metric mmd2 has found a permutation p of at least `level` under
 * the declared kernel in `times` measurements on end (arXiv:1611.04488). The least p that 200 permutations can give is below .005.
 */
const testRule = z.strictObject({
  test: z.literal('mmd2'),
  kernel: z.enum(['mixture', 'median']).default('mixture'),
  level: z.number().min(0.005).max(0.5).default(0.1),
  times: z.int().min(1).max(1000).default(3),
});
/** End early when one of these health rules finds something. As text: names with commas between. */
const healthStop = z.strictObject({
  test: z.literal('health'),
  rules: z
    .union([z.string().transform((text) => text.split(',').map((name) => name.trim())), z.array(z.string())])
    .pipe(z.array(z.string().min(1)).min(1)),
});
export const stopRule = z.discriminatedUnion('test', [seriesRule, testRule, healthStop]);
export type StopRule = z.infer<typeof stopRule>;

/** How often what is recorded, in steps; 0 is never. */
export const recording = z.strictObject({
  pointsEvery: z.int().min(1).default(1),
  metricsEvery: z.int().min(0).default(100),
  /** Metrics on the features of a small classifier that is trained here when they are first due; never before the first step, never where metricsEvery is 0. */
  featuresEvery: z.int().min(0).default(500),
  distributionsEvery: z.int().min(0).default(100),
  samplesEvery: z.int().min(0).default(100),
  checkpointEvery: z.int().min(0).default(500),
});
export type Recording = z.infer<typeof recording>;

export const datasetConfig = z.strictObject({
  name: z.string(),
  params: z.record(z.string(), paramValue).default({}),
});
export type DatasetConfig = z.infer<typeof datasetConfig>;

export const configInput = z.strictObject({
  name: runName.optional(),
  recipe: z.string(),
  preset: z.enum(['small', 'paper']).default('small'),
  dataset: z.union([z.string().transform((name) => ({ name, params: {} })), datasetConfig]),
  params: z.record(z.string(), paramValue).default({}),
  steps: z.int().min(1).max(100_000_000).default(2000),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  backend: backendChoice.default('auto'),
  /** Threads that wasm computes with; left out, as the settings say. Never changes the numbers. */
  threads: z.int().min(1).max(mostThreads).optional(),
  recording: recording.prefault({}),
  stop: stopRule.nullable().default(null),
  /** The files of the user's own that it is made of, each by the hash of its text; filled in where recipe, data, metrics or probes are of such a file. */
  extensions: extensionHashes.optional(),
  /** What a NaN or ±Inf loss does: it is always recorded and shown. */
  onNonFinite: z.enum(['end', 'continue']).default('end'),
});
export type ConfigInput = z.input<typeof configInput>;

/** Whole: every knob of the recipe and the dataset has its value. This is what is stored, and it never changes after start. */
export type RunConfig = z.output<typeof configInput>;
