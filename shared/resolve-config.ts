import type { z } from 'zod';
import type { Catalogue, DatasetEntry, RecipeEntry } from './catalogue.ts';
import type { Issue } from './errors.ts';
import { nearestName } from './nearest-name.ts';
import { resolveParams } from './resolve-params.ts';
import { stopIssues } from './stop-issues.ts';
import { configInput, type Recording, recording, type RunConfig } from './run-config.ts';

export type Resolution = { config: RunConfig } | { issues: Issue[] };

/**
 * From what a person wrote to what is stored: every knob of recipe and dataset has its value, or every wrong key has its
 * issue. A stored config resolves to itself.
 */
export function resolveConfig(catalogue: Catalogue, input: unknown): Resolution {
  const parsed = configInput.safeParse(input);
  if (!parsed.success) return { issues: issuesOf(parsed.error, input) };
  const recipe = catalogue.recipes.find(({ name }) => name === parsed.data.recipe);
  const config = { ...parsed.data, recording: { ...usualRecording(recipe), ...saidIn(input) } };
  const dataset = catalogue.datasets.find(({ name }) => name === config.dataset.name);
  const issues: Issue[] = [];
  if (recipe === undefined) issues.push(unknownName('recipe', config.recipe, catalogue.recipes));
  if (dataset === undefined) issues.push(unknownName(datasetPath(input), config.dataset.name, catalogue.datasets));
  if (recipe === undefined || dataset === undefined) return { issues };
  if (!recipe.accepts.includes(dataset.kind)) issues.push(refusedKind(recipe, dataset, catalogue, datasetPath(input)));
  const common = { kind: dataset.kind, preset: config.preset };
  const ofRecipe = resolveParams({
    ...common,
    specs: recipe.params,
    given: config.params,
    prefix: 'params',
    owner: `recipe ${recipe.name}`,
  });
  const ofDataset = resolveParams({
    ...common,
    specs: dataset.params,
    given: config.dataset.params,
    prefix: 'dataset.params',
    owner: `dataset ${dataset.name}`,
  });
  issues.push(...ofRecipe.issues, ...ofDataset.issues, ...stopIssues(config, { recipe, dataset }, catalogue));
  if (issues.length > 0) return { issues };
  const extensions = extensionsOf(catalogue, recipe, dataset);
  const { extensions: _, ...rest } = config;
  return {
    config: { ...rest, params: ofRecipe.params, dataset: { name: dataset.name, params: ofDataset.params }, ...extensions },
  };
}

/** The user's own files that are at work in a run: of its recipe and data, and of every metric and probe that may look at it. */
function extensionsOf(catalogue: Catalogue, recipe: RecipeEntry, dataset: DatasetEntry): Pick<RunConfig, 'extensions'> {
  const looking = [...catalogue.metrics, ...catalogue.probes].filter(({ accepts }) => accepts.includes(dataset.kind));
  const used = [recipe, dataset, ...looking].flatMap(({ extension }) => extension ?? []);
  if (used.length === 0) return {};
  return { extensions: Object.fromEntries(used.map(({ name, sha256 }) => [name, sha256])) };
}

/** How often a recipe records where nothing else is said. */
export function usualRecording(recipe: Pick<RecipeEntry, 'recording'> | undefined): Recording {
  return { ...recording.parse({}), ...recipe?.recording };
}

/** The intervals that were written; the schema has found them right. */
function saidIn(input: unknown): Partial<Recording> {
  return (input as { recording?: Partial<Recording> }).recording ?? {};
}

/** zod's issues as ours: one a key, in words that a person can act on. */
export function issuesOf(error: z.ZodError, input: unknown): Issue[] {
  return error.issues.flatMap((issue) => flatten(issue, [])).map((issue) => toIssue(issue, input));
}

type FlatIssue = z.core.$ZodIssue & { path: PropertyKey[] };

/** Of a union, the alternative that went deepest: the one that was meant. */
function flatten(issue: z.core.$ZodIssue, above: PropertyKey[]): FlatIssue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...path, key] }));
  if (issue.code !== 'invalid_union') return [{ ...issue, path }];
  const alternatives = issue.errors.map((issues) => issues.flatMap((inner) => flatten(inner, path)));
  const meant = alternatives.filter((found) => found.every((inner) => inner.code !== 'invalid_type' || inner.path.length > path.length));
  return meant[0]?.length > 0 ? meant[0] : [{ ...issue, path }];
}

function toIssue(issue: FlatIssue, input: unknown): Issue {
  const path = issue.path.map(String).join('.');
  const name = path === '' ? 'It' : path;
  const value = shown(issue.path.reduce<unknown>(reach, input));
  switch (issue.code) {
    case 'unrecognized_keys':
      return { path, message: `There is no key ${path}.` };
    case 'invalid_value': {
      const allowed = issue.values.map(String).join(', ');
      return { path, message: `${name} is ${value}; it takes one of ${allowed}.`, allowed };
    }
    case 'too_small':
    case 'too_big': {
      const least = issue.code === 'too_small';
      const unit = issue.origin === 'string' ? ' letters' : issue.origin === 'array' ? ' items' : '';
      const allowed = `${least ? `at least ${issue.minimum}` : `at most ${issue.maximum}`}${unit}`;
      return { path, message: `${name} is ${value}; it takes ${allowed}.`, allowed };
    }
    case 'invalid_type': {
      const allowed = typeNames[issue.expected] ?? issue.expected;
      return { path, message: value === 'missing' ? `${name} is missing.` : `${name} is ${value}; it takes ${allowed}.`, allowed };
    }
    case 'invalid_union': {
      const names = ('options' in issue ? (issue.options ?? []) : []).filter((option) => typeof option === 'string');
      if (names.length > 0) {
        const allowed = names.join(', ');
        return { path, message: `${name} is ${value}; it takes ${allowed}, or is left out.`, allowed };
      }
      return { path, message: value === 'missing' ? `${name} is missing.` : `${name} is ${value}, which is none of what it takes.` };
    }
    default:
      return { path, message: `${name}: ${issue.message}` };
  }
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
};

function reach(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function unknownName(path: string, name: string, entries: readonly { name: string }[]): Issue {
  const names = entries.map((entry) => entry.name);
  const what = path.startsWith('dataset') ? 'dataset' : path;
  const nearest = nearestName(name, names);
  return {
    path,
    message: `There is no ${what} "${name}".${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    allowed: names.join(', '),
  };
}

function refusedKind(recipe: RecipeEntry, dataset: DatasetEntry, catalogue: Catalogue, path: string): Issue {
  const fitting = catalogue.datasets.filter(({ kind }) => recipe.accepts.includes(kind)).map(({ name }) => name);
  return {
    path,
    message: `Recipe ${recipe.name} takes ${recipe.accepts.join(' or ')}, and dataset ${dataset.name} is ${dataset.kind}.`,
    allowed: fitting.join(', '),
  };
}

/** Where the dataset's name stands: it may be written short (`dataset: ring8`). */
function datasetPath(input: unknown): string {
  return typeof reach(input, 'dataset') === 'string' ? 'dataset' : 'dataset.name';
}
