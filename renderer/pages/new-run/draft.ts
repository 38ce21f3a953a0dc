import { parse, stringify } from 'yaml';
import type { BackendChoice } from '../../../shared/backend-choice.ts';
import type { Catalogue } from '../../../shared/catalogue.ts';
import { configDifference } from '../../../shared/config-paths.ts';
import type { Issue } from '../../../shared/errors.ts';
import type { DataKind, Params, PresetName } from '../../../shared/params.ts';
import { resolveConfig } from '../../../shared/resolve-config.ts';
import { specsFor } from '../../../shared/resolve-params.ts';
import { configInput, type Recording, type RunConfig } from '../../../shared/run-config.ts';

/** What stands in the form. Params and recording hold only what was changed; numbers that are being typed may be text. */
export interface Draft {
  name: string;
  recipe: string;
  preset: PresetName;
  dataset: { name: string; params: Params };
  params: Params;
  steps: number | string;
  seed: number | string;
  backend: BackendChoice;
  /** Empty text leaves it to the settings. */
  threads: number | string;
  recording: { [key in keyof Recording]?: number | string };
  stop:
    | { test?: undefined; series: string; is: string; value: number | string; times: number | string }
    | { test: 'health'; rules: string[] }
    | { test: 'mmd2'; kernel: string; level: number | string; times: number | string }
    | null;
  onNonFinite: RunConfig['onNonFinite'];
}

/** What a group of the form's fields takes. */
export interface DraftFieldsProps {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  issues: ReadonlyMap<string, Issue>;
  catalogue: Catalogue;
}

export const usualSteps = 2000;

export function newDraft(recipe: string, dataset: string): Draft {
  return {
    name: '',
    recipe,
    preset: 'small',
    dataset: { name: dataset, params: {} },
    params: {},
    steps: usualSteps,
    seed: 1,
    backend: 'auto',
    threads: '',
    recording: {},
    stop: null,
    onNonFinite: 'end',
  };
}

/** A stored config as a draft: what equals a default is left to the default. */
export function draftOf(config: RunConfig, catalogue: Catalogue): Draft {
  const bare = resolveConfig(catalogue, { ...config, params: {}, recording: {}, dataset: { name: config.dataset.name, params: {} } });
  const usual = 'config' in bare ? bare.config : null;
  return {
    ...config,
    name: config.name ?? '',
    threads: config.threads ?? '',
    params: changedFrom(config.params, usual?.params),
    dataset: { name: config.dataset.name, params: changedFrom(config.dataset.params, usual?.dataset.params) },
    recording: changedFrom(config.recording, usual?.recording),
  };
}
function changedFrom(params: Params, usual: Params | undefined): Params {
  return Object.fromEntries(Object.entries(params).filter(([key, value]) => usual?.[key] !== value));
}

/** The draft as a person would write it: no default is repeated. */
export function inputOf(draft: Draft): Record<string, unknown> {
  const { name, recipe, preset, dataset, params, steps, seed, backend, threads, recording, stop, onNonFinite } = draft;
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    recipe,
    preset,
    dataset: Object.keys(dataset.params).length === 0 ? dataset.name : dataset,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    steps,
    seed,
    ...(backend === 'auto' ? {} : { backend }),
    ...(threads === '' ? {} : { threads }),
    ...(Object.keys(recording).length === 0 ? {} : { recording }),
    ...(stop === null ? {} : { stop }),
    ...(onNonFinite === 'end' ? {} : { onNonFinite }),
  };
}

export function yamlOf(draft: Draft): string {
  return stringify(inputOf(draft), { lineWidth: 0 });
}

/** YAML as a draft, or a sentence on why it is none. Wrong values come through: the form marks them. */
export function draftFromYaml(text: string): { draft: Draft } | { sentence: string } {
  let input: unknown;
  try {
    input = parse(text);
  } catch (error) {
    return { sentence: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { sentence: 'A config is a map of keys, such as recipe: wgan.' };
  const parsed = configInput.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { sentence: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  }
  const { recording = {} } = input as { recording?: Draft['recording'] };
  return { draft: { ...parsed.data, name: parsed.data.name ?? '', threads: parsed.data.threads ?? '', recording } };
}

export interface Checked {
  config: RunConfig | null;
  issues: ReadonlyMap<string, Issue>;
}
export function checkDraft(catalogue: Catalogue, draft: Draft): Checked {
  const resolution = resolveConfig(catalogue, inputOf(draft));
  if ('config' in resolution) return { config: resolution.config, issues: new Map() };
  return { config: null, issues: new Map(resolution.issues.map((issue) => [issue.path, issue])) };
}

/** Another recipe or dataset: what was changed stays where the new one has such a knob. */
export function withRecipe(draft: Draft, name: string, catalogue: Catalogue): Draft {
  const recipe = catalogue.recipes.find((entry) => entry.name === name);
  const dataset = catalogue.datasets.find((entry) => entry.name === draft.dataset.name);
  if (!recipe) return draft;
  const fits = dataset && recipe.accepts.includes(dataset.kind);
  const fallback = catalogue.datasets.find((entry) => recipe.accepts.includes(entry.kind) && !entry.fromDisk);
  const { usualData } = recipe;
  const usual = usualData ?? (fallback && { name: fallback.name, params: {} });
  const isUsual = usualData?.name === draft.dataset.name;
  const kept =
    (fits && !usualData) || isUsual || !usual
      ? { ...draft.dataset, params: { ...draft.dataset.params, ...(isUsual ? usualData.params : {}) } }
      : usual;
  return { ...draft, recipe: name, dataset: kept, params: keptParams(draft.params, name, kindOf(catalogue, kept.name), catalogue) };
}
export function withDataset(draft: Draft, name: string, catalogue: Catalogue): Draft {
  return { ...draft, dataset: { name, params: {} }, params: keptParams(draft.params, draft.recipe, kindOf(catalogue, name), catalogue) };
}
function keptParams(params: Params, recipe: string, kind: DataKind, catalogue: Catalogue): Params {
  const specs = catalogue.recipes.find((entry) => entry.name === recipe)?.params ?? [];
  const meant = specsFor(specs, kind);
  return Object.fromEntries(Object.entries(params).filter(([key]) => meant.some((spec) => spec.key === key)));
}
export function kindOf(catalogue: Catalogue, dataset: string): DataKind {
  return catalogue.datasets.find((entry) => entry.name === dataset)?.kind ?? 'points';
}

/** What a fork sets: the dotted keys in which `config` differs from its parent's. */
export function forkSet(parent: RunConfig, config: RunConfig): Record<string, number | string | boolean> {
  const set: Record<string, number | string | boolean> = {};
  for (const { key, values, differs } of configDifference([parent, config])) {
    const value = values[1];
    if (differs && value !== undefined && value !== null) set[key] = value;
    if (differs && key === 'stop' && value === null) set.stop = 'null';
  }
  return set;
}
