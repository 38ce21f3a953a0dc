import type { HealthEntry } from './health-rule.ts';
import type { DataKind, Params, ParamSpec } from './params.ts';
import type { Published } from './published.ts';
import type { Recording } from './run-config.ts';

/** What the studio can train, measure and look at: listed from the declarations without loading tfjs. */
export interface Catalogue {
  version: string;
  recipes: RecipeEntry[];
  datasets: DatasetEntry[];
  metrics: MetricEntry[];
  probes: ProbeEntry[];
  /** What a run's health is watched for. */
  health: HealthEntry[];
  /** Whole sample configs shipped under resources/examples, by name. */
  examples: { name: string; yaml: string }[];
  /** Whole sweep plans shipped under resources/examples/sweeps. */
  sweeps: { name: string; yaml: string }[];
}

export interface Paper {
  authors: string;
  title: string;
  year: number;
  /** arXiv number, such as 1704.00028; null where there is none. */
  arxiv: string | null;
}

export const families = [
  'adversarial',
  'moments',
  'conditional',
  'latent-structure',
  'autoencoder',
  'translation',
  'stages',
  'autoregressive',
  'semi-supervised',
  'adaptation',
  'volumes',
  'captioning',
] as const;
export type Family = (typeof families)[number];

export interface RecipeEntry {
  name: string;
  title: string;
  /** What it is for, one line. */
  purpose: string;
  /** The idea in a few sentences. */
  idea: string;
  /** Null where there is none: a recipe of somebody's own. */
  paper: Paper | null;
  /** Where it is knowingly built otherwise than published, a sentence each. */
  departures?: string[];
  family: Family;
  /** The loss each player plays, in TeX. */
  formulas: { player: string; tex: string }[];
  accepts: DataKind[];
  /** False where nothing is made from latents (classifiers, translators, captions): there is nothing for the latent lab. */
  generates?: false;
  /** The dataset it is meant for, with the params that make it so; the first that it accepts where absent. */
  usualData?: { name: string; params: Params };
  params: ParamSpec[];
  /** Its own intervals, where the usual ones would take most of the time: drawing pixel by pixel is slow. */
  recording?: Partial<Recording>;
  /** Names of the players in the order of the schedule, such as critic, generator. */
  players: string[];
  /** The file of the user's own that it stands in; absent for ours. */
  extension?: ExtensionRef;
}

export interface DatasetEntry {
  name: string;
  title: string;
  purpose: string;
  kind: DataKind;
  params: ParamSpec[];
  /** Read from the user's disk; its `path` param names where. */
  fromDisk: boolean;
  /** Fetched by the studio, once: shared/api/published.ts. */
  published?: Published;
  /** The file of the user's own that it stands in; absent for ours. */
  extension?: ExtensionRef;
}

export interface MetricEntry {
  name: string;
  /** The series it writes. */
  series: SeriesEntry[];
  accepts: DataKind[];
  /** Which of the recording's intervals it follows; metricsEvery where not given. */
  follows?: 'featuresEvery';
  /** What it looks at: what the model makes, or the model itself; not given for what the training loop writes. */
  judges?: 'samples' | 'model';
  definition: string;
  /** The file of the user's own that it stands in; absent for ours. */
  extension?: ExtensionRef;
}
export interface ExtensionRef {
  name: string;
  sha256: string;
}
/** How a series is shown. A key that ends in `*` describes every series with that beginning. */
export interface SeriesEntry {
  key: string;
  label: string;
  unit: string;
  help: string;
  better: 'lower' | 'higher' | null;
}
export interface ProbeEntry {
  name: string;
  title: string;
  accepts: DataKind[];
  help: string;
  /** The file of the user's own that it stands in; absent for ours. */
  extension?: ExtensionRef;
}
