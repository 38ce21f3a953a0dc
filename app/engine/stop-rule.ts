import type { Measurement } from '../../shared/measurement.ts';
import type { StopRule } from '../../shared/run-config.ts';

/** Counts how often on end the rule has held; `state` travels with the checkpoint. */
export interface StopRuleWatch {
  /** The sentence that ends the run, or null. */
  see(measurements: Measurement[]): string | null;
  state(): number;
}

export function stopRuleWatch(rule: StopRule | null, state: unknown): StopRuleWatch {
  let times = typeof state === 'number' ? state : 0;
  if (rule?.test === 'health') return { see: (measurements) => foundBy(rule.rules, measurements), state: () => 0 };
  const asked = rule === null ? null : questionOf(rule);

  function see(measurements: Measurement[]): string | null {
    if (asked === null) return null;
    for (const measurement of measurements) {
      if (measurement.type !== 'points' || !Object.hasOwn(measurement.values, asked.series)) continue;
      const value = measurement.values[asked.series];
      times = asked.holds(value) ? times + 1 : 0;
      if (times >= asked.times) {
        const often = asked.times === 1 ? '' : ` ${asked.times} times on end`;
        return `The stop rule held at step ${measurement.step}: ${asked.told(often, value)}.`;
      }
    }
    return null;
  }

  return { see, state: () => times };
}

interface Question {
  series: string;
  times: number;
  /** False for NaN: a generator that is lost is told apart. */
  holds(value: number): boolean;
  told(often: string, last: number): string;
}

/** What a health rule has said is not said again: resumed, the run goes on in spite of it. */
function foundBy(rules: string[], measurements: Measurement[]): string | null {
  for (const measurement of measurements) {
    if (measurement.type !== 'finding' || !rules.includes(measurement.rule)) continue;
    return `The stop rule held at step ${measurement.step}: ${measurement.rule}. ${measurement.sentence}`;
  }
  return null;
}

function questionOf(rule: Exclude<StopRule, { test: 'health' }>): Question {
  const { times } = rule;
  if (rule.test === undefined) {
    const { series, is, value: bound } = rule;
    return {
      series,
      times,
      holds: (value) => (is === 'below' ? value < bound : value > bound),
      told: (often, last) => `${series} was ${is} ${bound}${often}, last ${last}`,
    };
  }
  const { kernel, level } = rule;
  const series = kernel === 'median' ? 'mmd2/p' : 'mmd2-mixture/p';
  return {
    series,
    times,
    holds: (value) => value >= level,
    told: (often, last) => `samples and data are indistinguishable at level ${level} (${series} was at least that${often}, last ${last})`,
  };
}
