/** At most `most` of `count` indices, evenly spread, first and last always among them. */
export function thin(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

/** Index of the recorded step nearest to the page's (the newest when the page follows it, `null`); −1 for none. `steps` ascends. */
export function nearestRow(steps: ArrayLike<number>, step: number | null): number {
  if (steps.length === 0) return -1;
  if (step === null) return steps.length - 1;
  let best = 0;
  for (let i = 1; i < steps.length; i += 1) if (Math.abs(steps[i] - step) <= Math.abs(steps[best] - step)) best = i;
  return best;
}

/** The recorded step that holds at `step`: the last one not after it, else the first. */
export function heldRow(steps: ArrayLike<number>, step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle] <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}
