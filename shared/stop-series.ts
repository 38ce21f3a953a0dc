import type { Catalogue, DatasetEntry, RecipeEntry } from './catalogue.ts';
import type { Issue } from './errors.ts';
import { nearestName } from './nearest-name.ts';
import type { RunConfig } from './run-config.ts';

/** What is written for every player, under its name. */
const perPlayer = ['loss/*', 'gradient-norm/*'];

/** A rule on a series that is never recorded would never hold: a misspelt one, one of other data, one that is not measured at all. */
export function stopSeriesIssues(
  { stop, recording }: RunConfig,
  { recipe, dataset }: { recipe: RecipeEntry; dataset: DatasetEntry },
  { metrics }: Catalogue,
): Issue[] {
  if (stop === null || stop.test !== undefined) return [];
  const { series } = stop;
  const names = metrics.filter(({ accepts }) => accepts.includes(dataset.kind)).map((metric) => ({ metric, keys: keysOf(metric, recipe) }));
  const writer = names.find(({ keys }) => keys.some((key) => isKeyOf(key, series)));
  if (writer === undefined) {
    const known = names.flatMap(({ keys }) => keys).filter((key) => !key.includes('*'));
    const nearest = nearestName(series, known);
    const elsewhere = metrics.find((metric) => keysOf(metric, recipe).some((key) => isKeyOf(key, series)));
    const why =
      elsewhere === undefined
        ? `There is no series ${series} with recipe ${recipe.name}, so the stop rule would never hold.`
        : `The series ${series} is measured on ${elsewhere.accepts.join(' or ')}, and dataset ${dataset.name} is ${dataset.kind}: the stop rule would never hold.`;
    return [{ path: 'stop.series', message: nearest === null ? why : `${why} Did you mean ${nearest}?`, allowed: known.join(', ') }];
  }
  const isMetric = writer.metric.name !== 'training';
  if (!isMetric || recording.metricsEvery > 0) return [];
  return [
    {
      path: 'recording.metricsEvery',
      message: `The stop rule asks the series ${series}, and recording.metricsEvery is 0: it would never be measured.`,
      allowed: 'more than 0',
    },
  ];
}

function keysOf({ series }: Catalogue['metrics'][number], { players }: RecipeEntry): string[] {
  return series.flatMap(({ key }) => (perPlayer.includes(key) ? players.map((player) => key.replace('*', player)) : [key]));
}

function isKeyOf(pattern: string, key: string): boolean {
  const [before, after] = pattern.split('*');
  if (after === undefined) return pattern === key;
  return key.length > pattern.length - 1 && key.startsWith(before) && key.endsWith(after);
}
