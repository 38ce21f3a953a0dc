interface Numbers {
  shape: number[];
  data: ArrayLike<number>;
}

/** One picture as it was drawn, value after value (row, column, channel), with what was predicted for each before it was drawn. */
export interface Unfolding {
  values: number;
  levels: number;
  /** The level of each value. */
  drawn: Uint16Array;
  /** [values × levels], each row a distribution. */
  probabilities: Float32Array;
}

/** Of `pixels` [n,h,w,c] and `probabilities` [n,h·w·c,levels]; null where they don't fit each other. */
export function unfoldingOf(pixels: Numbers, probabilities: Numbers, picture: number): Unfolding | null {
  const [count, values, levels] = probabilities.shape;
  if (pixels.data.length !== count * values || picture >= count) return null;
  return {
    values,
    levels,
    drawn: Uint16Array.from({ length: values }, (_, at) => levelOf(pixels.data[picture * values + at], levels)),
    probabilities: Float32Array.from({ length: values * levels }, (_, at) => probabilities.data[picture * values * levels + at]),
  };
}

/** The level that a byte stands for, of `levels` even stretches; two levels are black and white. */
export function levelOf(byte: number, levels: number): number {
  return Math.min(levels - 1, Math.floor((byte / 255) * levels));
}

/** −log₂ p of what was drawn, a number each value. */
export function bitsOf({ values, levels, drawn, probabilities }: Unfolding): Float32Array {
  return Float32Array.from({ length: values }, (_, at) => Math.log2(1 / Math.max(1e-12, probabilities[at * levels + drawn[at]])));
}
