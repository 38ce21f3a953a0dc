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

  function see(measurements: Measurement[]): string | null {
    if (rule === null) return null;
    for (const measurement of measurements) {
      if (measurement.type !== 'points' || !Object.hasOwn(measurement.values, rule.series)) continue;
      const value = measurement.values[rule.series];
      const holds = rule.is === 'below' ? value < rule.value : value > rule.value;
      times = holds ? times + 1 : 0;
      if (times >= rule.times) {
        const often = rule.times === 1 ? '' : ` ${rule.times} times on end`;
        return `The stop rule held at step ${measurement.step}: ${rule.series} was ${rule.is} ${rule.value}${often}, last ${value}.`;
      }
    }
    return null;
  }

  return { see, state: () => times };
}
