/** How fast steps go: the mean over about the last five seconds of training; rests are left out, and what was measured after a step. */
export interface Pace {
  /** `measured` where metrics or pictures were made in its time as well: such a step counts only where there is no other. */
  step(now: number, measured?: boolean): void;
  /** Time since the last step does not count (a pause). */
  rest(now: number): void;
  /** Null before two steps. */
  perSecond(): number | null;
  /** Milliseconds of the last step. */
  lastStep(): number;
}

const span = 5000;

export function pace(start: number): Pace {
  let before = start;
  let last = 0;
  // Sums that fade with the time they cover, so that no list of steps is kept.
  let steps = 0;
  let milliseconds = 0;
  let counted = 0;
  let isOfMeasured = true;
  return {
    step(now, measured = false) {
      last = Math.max(0, now - before);
      before = now;
      counted += 1;
      if (counted === 1 || (measured && !isOfMeasured)) return;
      if (!measured && isOfMeasured) [isOfMeasured, steps, milliseconds] = [false, 0, 0];
      const keep = Math.exp(-last / span);
      steps = steps * keep + 1;
      milliseconds = milliseconds * keep + last;
    },
    rest(now) {
      before = now;
    },
    perSecond: () => (steps === 0 || milliseconds === 0 ? null : (steps / milliseconds) * 1000),
    lastStep: () => last,
  };
}
