import { configInput, type RunConfig } from './run-config.ts';
import type { Params } from './params.ts';
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
export function whyNotOurs({ number, origin, heardAt }: Pick<Run, 'number' | 'origin' | 'heardAt'>): string | null {
  if (origin === null) return null;
  if (heardAt !== null) {
    return `Run #${number} is logged by a script of somebody's, which alone steers it; it has no checkpoint of Ganymede's, so it can't be trained on here.`;
  }
  return `Run #${number} was logged by ${origin.title} and imported; it has no checkpoint of Ganymede's, so it can't be trained on here.`;
}
