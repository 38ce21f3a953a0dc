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
  const isKnown = (keys: string[]) => keys.some((key) => isKeyOf(key, series, recipe.players));
  const writer = names.find(({ keys }) => isKnown(keys));
  if (writer === undefined) {
    const known = names.flatMap(({ keys }) => keys).filter((key) => !key.includes('*'));
    const nearest = nearestName(series, known);
    const elsewhere = metrics.find((metric) => isKnown(keysOf(metric, recipe)));
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

/** A star at the beginning stands for a player, one at the end for anything. */
function isKeyOf(pattern: string, key: string, players: string[]): boolean {
  if (pattern.startsWith('*')) return players.some((player) => `${player}${pattern.slice(1)}` === key);
  return pattern.endsWith('*') ? key.length >= pattern.length && key.startsWith(pattern.slice(0, -1)) : pattern === key;
}
