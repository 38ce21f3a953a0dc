/** The order of both sets' rows along the direction in which the first spreads most, lowest first. */
export function alongPrincipalAxis(first: Float32Array, second: Float32Array, width: number): [number[], number[]] {
  const axis = principalAxis(first, width);
  return [order(first, axis), order(second, axis)];
}

/** Unit vector, by power iteration from the coordinate that spreads most; the largest entry is positive. */
function principalAxis(values: Float32Array, width: number): Float64Array {
  const count = values.length / width;
  const mean = new Float64Array(width);
  for (let at = 0; at < values.length; at += 1) mean[at % width] += values[at] / count;
  const spread = new Float64Array(width);
  for (let at = 0; at < values.length; at += 1) spread[at % width] += (values[at] - mean[at % width]) ** 2;
  let axis = new Float64Array(width);
  axis[spread.indexOf(spread.reduce((widest, value) => Math.max(widest, value), 0))] = 1;
  for (let round = 0; round < 32; round += 1) {
    const next = new Float64Array(width);
    for (let row = 0; row < count; row += 1) {
      let along = 0;
      for (let at = 0; at < width; at += 1) along += (values[row * width + at] - mean[at]) * axis[at];
      for (let at = 0; at < width; at += 1) next[at] += along * (values[row * width + at] - mean[at]);
    }
    const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) break;
    axis = next.map((value) => value / length);
  }
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function order(values: Float32Array, axis: Float64Array): number[] {
  const width = axis.length;
  const along = Array.from({ length: values.length / width }, (_, row) =>
    axis.reduce((sum, weight, at) => sum + weight * values[row * width + at], 0),
  );
  return along.map((_, row) => row).sort((a, b) => along[a] - along[b]);
}
