import type { Catalogue, DatasetEntry, MetricEntry, RecipeEntry } from './catalogue.ts';
import type { Issue } from './errors.ts';
import { healthRules } from './health-rules/index.ts';
import { nearestName } from './nearest-name.ts';
import type { Recording, RunConfig } from './run-config.ts';

/** What is written for every player, under its name. */
const perPlayer = ['loss/*', 'gradient-norm/*'];

/** Who asks a series, and what comes of one that is never measured. */
interface Asker {
  path: string;
  name: string;
  never: string;
}
const rule: Asker = { path: 'stop.series', name: 'The stop rule', never: 'the stop rule would never hold' };

interface Played {
  recipe: RecipeEntry;
  dataset: DatasetEntry;
}

/** A rule that asks what is never measured would never hold. */
export function stopIssues({ stop, recording }: RunConfig, played: Played, { metrics }: Catalogue): Issue[] {
  if (stop === null) return [];
  if (stop.test === undefined) return seriesIssues(stop.series, recording, played, metrics, rule);
  if (stop.test === 'health') return stop.rules.flatMap(unknownRule);
  const { test } = stop;
  const { dataset } = played;
  const metric = metrics.find(({ name }) => name === test);
  if (metric?.accepts.includes(dataset.kind)) return intervalIssues(`the metric ${test}`, metric, recording, played, rule);
  const allowed = metric?.accepts.join(' or ') ?? '';
  return [
    { path: 'stop.test', message: `The test ${test} is made on ${allowed}, and dataset ${dataset.name} is ${dataset.kind}.`, allowed },
  ];
}

function unknownRule(name: string): Issue[] {
  const names = healthRules.map((rule) => rule.name);
  if (names.includes(name)) return [];
  const nearest = nearestName(name, names);
  const message = `There is no health rule "${name}".${nearest === null ? '' : ` Did you mean ${nearest}?`}`;
  return [{ path: 'stop.rules', message, allowed: names.join(', ') }];
}

/** A misspelt series, one of other data, one that is not measured at all. */
export function seriesIssues(series: string, recording: Recording, played: Played, metrics: MetricEntry[], asker: Asker): Issue[] {
  const { recipe, dataset } = played;
  const names = metrics.filter(({ accepts }) => accepts.includes(dataset.kind)).map((metric) => ({ metric, keys: keysOf(metric, recipe) }));
  const isKnown = (keys: string[]) => keys.some((key) => isKeyOf(key, series, recipe.players));
  const writer = names.find(({ keys }) => isKnown(keys));
  if (writer !== undefined) {
    return writer.metric.name === 'training' || writer.metric.name === 'system'
      ? []
      : intervalIssues(`the series ${series}`, writer.metric, recording, played, asker);
  }
  const known = names.flatMap(({ keys }) => keys).filter((key) => !key.includes('*'));
  const nearest = nearestName(series, known);
  const elsewhere = metrics.find((metric) => isKnown(keysOf(metric, recipe)));
  const why =
    elsewhere === undefined
      ? `There is no series ${series} with recipe ${recipe.name}, so ${asker.never}.`
      : `The series ${series} is measured on ${elsewhere.accepts.join(' or ')}, and dataset ${dataset.name} is ${dataset.kind}: ${asker.never}.`;
  return [{ path: asker.path, message: nearest === null ? why : `${why} Did you mean ${nearest}?`, allowed: known.join(', ') }];
}

function intervalIssues(asked: string, metric: MetricEntry, recording: Recording, { recipe }: Played, asker: Asker): Issue[] {
  // A recipe that draws value by value leaves metrics of samples out unless they are asked for.
  const isSlow = metric.follows === 'featuresEvery' || (metric.judges === 'samples' && recipe.recording?.featuresEvery === 0);
  const followed = isSlow ? (['metricsEvery', 'featuresEvery'] as const) : (['metricsEvery'] as const);
  return followed
    .filter((key) => recording[key] === 0)
    .map((key) => ({
      path: `recording.${key}`,
      message: `${asker.name} asks ${asked}, and recording.${key} is 0: it would never be measured.`,
      allowed: 'more than 0',
    }));
}

/** How many steps lie between two measurements of a series; 1 for one that nobody declares. */
export function intervalOf(series: string, recording: Recording, { recipe, dataset }: Played, metrics: MetricEntry[]): number {
  const writer = metrics.find(
    (metric) => metric.accepts.includes(dataset.kind) && keysOf(metric, recipe).some((key) => isKeyOf(key, series, recipe.players)),
  );
  if (writer === undefined) return 1;
  return recording[writer.name === 'training' ? 'pointsEvery' : (writer.follows ?? 'metricsEvery')];
}

function keysOf({ series }: MetricEntry, { players }: RecipeEntry): string[] {
  return series.flatMap(({ key }) => (perPlayer.includes(key) ? players.map((player) => key.replace('*', player)) : [key]));
}

/** A star at the beginning stands for a player, one at the end for anything. */
function isKeyOf(pattern: string, key: string, players: string[]): boolean {
  if (pattern.startsWith('*')) return players.some((player) => `${player}${pattern.slice(1)}` === key);
  return pattern.endsWith('*') ? key.length >= pattern.length && key.startsWith(pattern.slice(0, -1)) : pattern === key;
}
