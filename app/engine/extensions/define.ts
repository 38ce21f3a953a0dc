import type { Family, Paper } from '../../../shared/catalogue.ts';
import type { ExtensionEntries } from '../../../shared/extension.ts';
import type { ParamSpec } from '../../../shared/params.ts';
import { besideTraining } from '../beside-training.ts';
import type { DatasetRecipe, MadeDataset, ReadDataset } from '../dataset.ts';
import type { Additions } from '../own/additions.ts';
import type { Metric } from '../metric.ts';
import type { Probe } from '../probe.ts';
import type { Recipe } from '../recipe.ts';

/** A recipe of your own: what ours declare, with everything optional that can go without saying. */
export interface OwnRecipe extends Omit<Recipe, 'purpose' | 'idea' | 'paper' | 'family' | 'formulas' | 'params' | 'extension'> {
  /** What it is for, one line. */
  purpose?: string;
  /** The idea in a few sentences. */
  idea?: string;
  paper?: Paper;
  /** Where it stands in the list of recipes; adversarial where it is left out. */
  family?: Family;
  /** The loss each player plays, in TeX. */
  formulas?: { player: string; tex: string }[];
  params?: ParamSpec[];
}
/** Data of your own that is made, from its params and a seed. */
export type OwnMadeDataset = Omit<MadeDataset, 'purpose' | 'params'> & { purpose?: string; params?: ParamSpec[] };
/** Data of your own that is read from the disk: the trainer lists and reads the files, `open` sees bytes alone. */
export type OwnReadDataset = Omit<ReadDataset, 'purpose'> & { purpose?: string };
export type OwnMetric = Omit<Metric, 'extension'>;
export type OwnProbe = Omit<Probe, 'extension'>;

const recipes = new WeakSet<object>();
const datasets = new WeakSet<object>();
const metrics = new WeakSet<object>();
const probes = new WeakSet<object>();

/** Declares a system that can be trained. Export what it gives. */
export function defineRecipe(own: OwnRecipe): Recipe {
  const usual = { purpose: own.title, idea: '', paper: null, family: 'adversarial', formulas: [], params: [] } as const;
  return marked(recipes, { ...usual, ...own, formulas: own.formulas ?? [], params: own.params ?? [] });
}

/** Declares data that is made or read. Export what it gives. */
export function defineDataset(own: OwnMadeDataset | OwnReadDataset): DatasetRecipe {
  return marked(datasets, { purpose: own.title, ...own, params: own.params ?? [] } as DatasetRecipe);
}

/** Declares a figure of merit: it is measured in every run whose data and model it applies to. Export what it gives. */
export function defineMetric(own: OwnMetric): Metric {
  return marked(metrics, { ...own });
}

/** Declares something to look at while training: in every run whose data and model it applies to. Export what it gives. */
export function defineProbe(own: OwnProbe): Probe {
  return marked(probes, { ...own });
}

function marked<Defined extends object>(of: WeakSet<object>, defined: Defined): Defined {
  of.add(defined);
  return defined;
}

/** What of a module's exports was defined by the four above. */
export function definedIn(exports: Record<string, unknown>): Additions {
  const found = [...new Set(Object.values(exports))].filter((value) => typeof value === 'object' && value !== null) as object[];
  const of = <Kind>(set: WeakSet<object>) => found.filter((value) => set.has(value)) as Kind[];
  return {
    recipes: of<Recipe>(recipes),
    datasets: of<DatasetRecipe>(datasets),
    metrics: besideTraining(of<Metric>(metrics)),
    probes: of<Probe>(probes),
  };
}

/** The same as plain data, for forms and lists. */
export function entriesOf({ recipes, datasets, metrics, probes }: Additions): ExtensionEntries {
  return {
    recipes: recipes.map(({ build: _, ...entry }) => entry),
    datasets: datasets.map(({ name, title, purpose, kind, params, files }) => {
      return { name, title, purpose, kind, params, fromDisk: files !== undefined };
    }),
    metrics: metrics.map(({ name, series, accepts, follows, judges, definition }) => {
      return { name, series, accepts, follows, judges, definition };
    }),
    probes: probes.map(({ name, title, accepts, help }) => ({ name, title, accepts, help })),
  };
}
