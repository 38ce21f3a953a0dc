interface Points {
  steps: Float64Array;
  times: Float64Array;
  values: Float64Array;
}
export interface Joined extends Points {
  /** The other series' value at each point. */
  places: Float64Array;
  /** How many of these lie on a straight line between two recorded ones. */
  between: number;
  /** Points that have no place: beyond the other series' ends, or beside a value of it that is not finite. */
  left: number;
}

/**
 * A series over another one of the same run, joined by step: the other's last value at the same step, else the place on the straight line
 * between its neighbouring points. Both ascend by step.
 */
export function joinByStep(y: Points, x: Pick<Points, 'steps' | 'values'>): Joined {
  const kept: number[] = [];
  const places: number[] = [];
  let between = 0;
  let at = 0;
  for (let point = 0; point < y.steps.length; point += 1) {
    const step = y.steps[point];
    // The first point of the other series behind this step.
    while (at < x.steps.length && x.steps[at] <= step) at += 1;
    const isSame = at > 0 && x.steps[at - 1] === step;
    const place = isSame ? x.values[at - 1] : at === 0 || at === x.steps.length ? Number.NaN : onLine(x, at - 1, at, step);
    if (!Number.isFinite(place)) continue;
    kept.push(point);
    places.push(place);
    if (!isSame) between += 1;
  }
  const pick = (values: Float64Array) => Float64Array.from(kept, (point) => values[point]);
  return {
    ...{ steps: pick(y.steps), times: pick(y.times), values: pick(y.values), places: Float64Array.from(places) },
    ...{ between, left: y.steps.length - kept.length },
  };
}

function onLine({ steps, values }: Pick<Points, 'steps' | 'values'>, from: number, to: number, step: number): number {
  const share = (step - steps[from]) / (steps[to] - steps[from]);
  return values[from] * (1 - share) + values[to] * share;
}
