export interface Stretch {
  step: Float64Array;
  value: Float64Array;
}
interface StepPoint {
  key: string;
  step: number;
  value: number;
}

/** Points of several series, the lowest step first as far as each has it next; of equal steps the first series first. Read as they are asked for. */
export function* inStepOrder(series: readonly (readonly [key: string, stretches: Iterator<Stretch>])[]): Generator<StepPoint> {
  const heads = series
    .map(([key, stretches]) => ({ key, stretches, stretch: next(stretches), at: 0 }))
    .filter(({ stretch }) => stretch !== null);
  while (heads.length > 0) {
    let lowest = 0;
    for (let place = 1; place < heads.length; place += 1) if (stepOf(heads[place]) < stepOf(heads[lowest])) lowest = place;
    const head = heads[lowest];
    yield { key: head.key, step: stepOf(head), value: head.stretch!.value[head.at] };
    head.at += 1;
    if (head.at < head.stretch!.step.length) continue;
    Object.assign(head, { stretch: next(head.stretches), at: 0 });
    if (head.stretch === null) heads.splice(lowest, 1);
  }
}

function stepOf({ stretch, at }: { stretch: Stretch | null; at: number }): number {
  return stretch!.step[at];
}

function next(stretches: Iterator<Stretch>): Stretch | null {
  for (;;) {
    const { done, value } = stretches.next();
    if (done) return null;
    if (value.step.length > 0) return value;
  }
}
