import { configInput, type RunConfig } from './run-config.ts';
import type { Params, ParamValue } from './params.ts';
import type { Run } from './run.ts';

/** Where a run comes from that another tool logged: what is known of it, and by what it is known again. */
export interface Origin {
  /** The importer's name, such as `tensorboard`. */
  importer: string;
  /** As people call that tool, such as TensorBoard. */
  title: string;
  /** The folder, file or address that was read; absolute. */
  source: string;
  /** By what the same run is known when it is added again. */
  key: string;
}

/** Recipe and dataset of a run about which nobody said more. */
export const outside = 'outside';

/** What an importer knows of a config. Everything else that a RunConfig has is filled in and never shown. */
export interface KnownConfig {
  recipe: string;
  dataset: string;
  params: Params;
}

export function importedConfig({ recipe, dataset, params }: Partial<KnownConfig>): RunConfig {
  return {
    ...configInput.parse({ recipe: recipe || outside, dataset: { name: dataset || outside, params: {} }, steps: 1 }),
    params: params ?? {},
  };
}

/** A run's config as far as it is known: whole where Ganymede trained it. */
export function knownConfig({
  config,
  origin,
}: Pick<Run, 'config' | 'origin'>): Partial<RunConfig> & Pick<RunConfig, 'recipe' | 'dataset' | 'params'> {
  return origin === null ? config : { recipe: config.recipe, dataset: config.dataset, params: config.params };
}

/** How many steps the run was to take; null where nobody said. */
export function plannedSteps({ config, origin }: Pick<Run, 'config' | 'origin'>): number | null {
  return origin === null ? config.steps : null;
}

/** Why nothing can be trained on from an imported run; null for a run of Ganymede's own. */
export function whyNotOurs({ number, origin }: Pick<Run, 'number' | 'origin'>): string | null {
  if (origin === null) return null;
  return `Run #${number} was logged by ${origin.title} and imported; it has no checkpoint of Ganymede's, so it can't be trained on here.`;
}

const mostParams = 2000;
const longest = 20_000;

/** Whatever another tool calls its config, as params: nested keys joined by dots, lists as JSON, what is empty left out. */
export function flatParams(value: unknown, before = '', into: Params = {}): Params {
  if (Object.keys(into).length >= mostParams || value === undefined || value === null) return into;
  if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatParams(inner, before === '' ? key : `${before}.${key}`, into);
    return into;
  }
  if (before === '') return into;
  // A key such as __proto__ is a name like any other.
  Object.defineProperty(into, before, { value: plainValue(value), enumerable: true, configurable: true, writable: true });
  return into;
}

function plainValue(value: unknown): ParamValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const text = typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text.slice(0, longest);
}
