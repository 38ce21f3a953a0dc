import type { DatasetRecipe } from '../dataset.ts';
import type { Metric } from '../metric.ts';
import type { Probe } from '../probe.ts';
import type { Recipe } from '../recipe.ts';

/** What files of the user's own add to ours in this process: what a run is made of, or what a question is about. */
export interface Additions {
  recipes: Recipe[];
  datasets: DatasetRecipe[];
  metrics: Metric[];
  probes: Probe[];
}

const none: Additions = { recipes: [], datasets: [], metrics: [], probes: [] };
let added = none;

/** These and no others from now on: another version of a file may be meant by the next question. */
export function extendWith(additions: Additions[]): void {
  added = {
    recipes: additions.flatMap(({ recipes }) => recipes),
    datasets: additions.flatMap(({ datasets }) => datasets),
    metrics: additions.flatMap(({ metrics }) => metrics),
    probes: additions.flatMap(({ probes }) => probes),
  };
}

export function additions(): Additions {
  return added;
}
