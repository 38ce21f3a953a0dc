import type { Catalogue } from './catalogue.ts';
import type { Issue } from './errors.ts';
import type { RunConfig } from './run-config.ts';
import { goalOf } from './schedule.ts';
import { type SchedulePlan, scheduleOf } from './schedules/index.ts';
import { seriesName } from './series-name.ts';
import { ownKey, type SweepPlan } from './sweep.ts';
import { intervalOf, seriesIssues } from './stop-issues.ts';

const asker = { path: 'schedule.metric', name: 'The schedule', never: 'the schedule would have nothing to judge by' };

/**
 * The plan with what it left out (how far, which side is better), or what keeps it from deciding anything. `configs` are those of its
 * runs.
 */
export function completeSchedule(
  { schedule: plan, vary }: Pick<SweepPlan, 'schedule' | 'vary'>,
  configs: readonly RunConfig[],
  size: { variants: number; places: number; seeds: number },
  catalogue: Listed,
): { plan: SchedulePlan } | { issues: Issue[] } {
  if (plan.kind === 'none') return { plan };
  const steps = new Set(configs.map((config) => config.steps));
  if (steps.size > 1) {
    const message = 'Its runs have different steps, and are judged at the same ones: leave steps out of vary and variants.';
    return { issues: [{ path: 'schedule.max', message }] };
  }
  const { series } = goalOf(plan);
  const unmeasured = configs.map((config) => measuredIssues(series, config, catalogue)).find((issues) => issues.length > 0);
  if (unmeasured !== undefined) return { issues: unmeasured };
  const better =
    plan.better ??
    seriesName(
      catalogue.metrics.flatMap((metric) => metric.series),
      series,
    ).better ??
    undefined;
  if (better === undefined) {
    const message = `Nothing says whether ${series} is better lower or higher; say better: lower or better: higher.`;
    return { issues: [{ path: 'schedule.better', message, allowed: 'lower, higher' }] };
  }
  const complete = { ...plan, max: plan.max ?? configs[0].steps, better };
  const schedule = scheduleOf(complete);
  const why = schedule.refuse(complete, size);
  if (why !== null) return { issues: [{ path: 'schedule', message: why }] };
  const rests = schedule.rests(complete).slice(0, -1);
  const missed = configs.map((config) => missedIssues(series, rests, config, catalogue)).find((issues) => issues.length > 0);
  if (missed !== undefined) return { issues: missed };
  const unfit =
    complete.kind === 'pbt'
      ? configs.map((config) => changeIssues(vary, config, catalogue)).find((issues) => issues.length > 0)
      : undefined;
  return unfit === undefined ? { plan: complete } : { issues: unfit };
}

/** Params that are changed from one generation to the next, by forks of networks that stay as they are. */
function changeIssues(vary: SweepPlan['vary'], config: RunConfig, catalogue: Listed): Issue[] {
  const { recipe } = playedBy(config, catalogue);
  return Object.entries(vary).flatMap(([key, knob]) => {
    const own = ownKey(
      key,
      recipe.params.map((param) => param.key),
    );
    const spec = recipe.params.find((one) => `params.${one.key}` === own);
    const path = `vary.${key}`;
    if (spec === undefined) {
      return [{ path, message: `A population changes params of the recipe while it trains, and ${key} is none of ${recipe.name}.` }];
    }
    if (spec.group === 'networks' || spec.type === 'path') {
      return [
        {
          path,
          message: `A population keeps its networks while it trains, and ${key} is a part of them: vary it in a sweep of another kind.`,
        },
      ];
    }
    const ends = 'values' in knob ? [] : [knob.from, knob.to];
    const outside = ends.find((value) => (spec.min !== undefined && value < spec.min) || (spec.max !== undefined && value > spec.max));
    return outside === undefined ? [] : [{ path, message: `${key} may come to ${outside}, which is outside of what it takes.` }];
  });
}

type Listed = Pick<Catalogue, 'recipes' | 'datasets' | 'metrics'>;

function measuredIssues(series: string, config: RunConfig, catalogue: Listed): Issue[] {
  return seriesIssues(series, config.recording, playedBy(config, catalogue), catalogue.metrics, asker);
}

function missedIssues(series: string, rests: readonly number[], config: RunConfig, catalogue: Listed): Issue[] {
  const every = intervalOf(series, config.recording, playedBy(config, catalogue), catalogue.metrics);
  const missed = rests.find((rest) => rest % every !== 0);
  if (missed === undefined) return [];
  const message = `${series} is measured every ${every} steps, and the schedule asks for it at step ${missed}: let its first rest be a multiple of ${every}.`;
  return [{ path: 'schedule.min', message, allowed: `multiples of ${every}` }];
}

function playedBy({ recipe: name, dataset }: RunConfig, { recipes, datasets }: Listed) {
  return { recipe: recipes.find((recipe) => recipe.name === name)!, dataset: datasets.find((entry) => entry.name === dataset.name)! };
}
