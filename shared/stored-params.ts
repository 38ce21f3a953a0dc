import type { Catalogue } from './catalogue.ts';
import type { DataKind, Params, ParamSpec, PresetName } from './params.ts';
import { presetOf, specsFor } from './resolve-params.ts';
import type { RunConfig } from './run-config.ts';

/**
 * Params as an earlier Ganymede stored them, for the knobs of today: those that have come since take their preset’s value
 * (or what an older knob said in their stead, or what went without saying), those that have gone are left out. What is stored by this version comes back as it is.
 */
export function todaysParams(options: { specs: readonly ParamSpec[]; stored: Params; kind: DataKind; preset: PresetName }): {
  params: Params;
  come: string[];
  gone: string[];
} {
  const { specs, stored, kind, preset } = options;
  const meant = specsFor(specs, kind);
  const missing = meant.filter(({ key }) => !Object.hasOwn(stored, key));
  const gone = Object.keys(stored).filter((key) => !meant.some((spec) => spec.key === key));
  if (missing.length + gone.length === 0) return { params: stored, come: [], gone };
  const kept = Object.entries(stored).filter(([key]) => !gone.includes(key));
  const meantBy = ({ formerly, lacking }: ParamSpec) => (formerly === undefined ? undefined : stored[formerly]) ?? lacking;
  const filled = missing.map((spec) => [spec.key, meantBy(spec) ?? presetOf(spec, kind, preset).value] as const);
  const come = missing.filter((spec) => meantBy(spec) === undefined).map(({ key }) => key);
  return { params: Object.fromEntries([...kept, ...filled]), come, gone };
}

/** A stored config for the knobs of today, so that it can be changed and resolved. */
export function todaysConfig({ recipes, datasets }: Catalogue, config: RunConfig): RunConfig {
  const recipe = recipes.find(({ name }) => name === config.recipe);
  const dataset = datasets.find(({ name }) => name === config.dataset.name);
  if (recipe === undefined || dataset === undefined) return config;
  const known = (specs: readonly ParamSpec[], stored: Params) =>
    todaysParams({ specs, stored, kind: dataset.kind, preset: config.preset }).params;
  return {
    ...config,
    params: known(recipe.params, config.params),
    dataset: { ...config.dataset, params: known(dataset.params, config.dataset.params) },
  };
}
