import { healthRules } from '../../shared/health-rules/index.ts';
import type { Catalogue, DatasetEntry, MetricEntry, ProbeEntry, RecipeEntry } from '../../shared/catalogue.ts';
import { datasets } from './datasets/index.ts';
import { metrics } from './metrics/index.ts';
import { probes } from './probes/index.ts';
import { recipes } from './recipes/index.ts';
import { systemSeries } from './system-series.ts';
import { trainingSeries } from './training-series.ts';

/** Everything there is to choose from, as plain data; tfjs is not loaded for it. */
export function catalogue(version: string, examples: Catalogue['examples'], sweeps: Catalogue['sweeps'] = []): Catalogue {
  return {
    version,
    recipes: recipes.map(({ build: _, ...entry }): RecipeEntry => entry),
    datasets: datasets.map((dataset): DatasetEntry => {
      const { name, title, purpose, kind, params } = dataset;
      const published = dataset.files && dataset.published;
      return { name, title, purpose, kind, params, fromDisk: dataset.files !== undefined && !published, ...(published && { published }) };
    }),
    metrics: [
      trainingSeries,
      systemSeries,
      ...metrics.map(({ name, series, accepts, follows, judges, definition }): MetricEntry => {
        return { name, series, accepts, follows, judges, definition };
      }),
    ],
    probes: probes.map(({ name, title, accepts, help }): ProbeEntry => ({ name, title, accepts, help })),
    health: healthRules.map(({ name, help, definition }) => ({ name, help, definition })),
    examples,
    sweeps,
  };
}
