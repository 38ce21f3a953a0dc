import type { Measurement } from '../../shared/measurement.ts';
import type { Machine } from './home.ts';

/** A short run is seen too; a long one is asked this often, which a year of points bears. */
const first = 1000;
const usual = 5000;

/**
 * Asks the machine by the clock, never by the step: at once, then after one second, two, four, and every five. What it has told since stands with
 * the step that it is handed over at; a machine that is slow to answer is not asked again meanwhile.
 */
export function gatherUse(machine: Machine, now: () => number): (step: number) => Measurement[] {
  let due = Number.NEGATIVE_INFINITY;
  let wait = first;
  let isAsking = false;
  let told: Record<string, number>[] = [];

  function ask(): void {
    isAsking = true;
    due = now() + wait;
    wait = Math.min(usual, 2 * wait);
    machine
      .sample()
      .then((values) => {
        if (Object.keys(values).length > 0) told.push(values);
      })
      // A figure that can't be had now is no reason to end a training.
      .catch(() => {})
      .finally(() => {
        isAsking = false;
      });
  }

  return (step) => {
    if (!isAsking && now() >= due) ask();
    const measurements = told.map((values): Measurement => ({ type: 'points', step, values }));
    told = [];
    return measurements;
  };
}
