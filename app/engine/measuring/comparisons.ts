/** How alike two lists of numbers are, and how sure a reader is: over plain numbers, for metrics and proofs. */

/** Pearson’s correlation. */
export function correlation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const count = first.length;
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / count;
  const [a, b] = [mean(first), mean(second)];
  let [along, one, other] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    along += (first[at] - a) * (second[at] - b);
    one += (first[at] - a) ** 2;
    other += (second[at] - b) ** 2;
  }
  return along / Math.sqrt(one * other || 1);
}

export function meanAbsolute(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < first.length; at += 1) sum += Math.abs(first[at] - second[at]);
  return sum / first.length;
}

/** 10·log₁₀(range² / mean squared error) of pictures in −1…1, each for itself, then the mean. */
export function meanPsnr(truth: Float32Array, made: Float32Array, width: number): number {
  let sum = 0;
  for (let from = 0; from < truth.length; from += width) {
    let squares = 0;
    for (let at = from; at < from + width; at += 1) squares += (truth[at] - made[at]) ** 2;
    sum += 10 * Math.log10(4 / Math.max(squares / width, 1e-10));
  }
  return (sum * width) / truth.length;
}

/** Share of examples of which the oracle is at least this sure. */
export function shareSure({ probabilities, classes }: { probabilities: Float32Array; classes: Int32Array }, least = 0.9): number {
  const width = probabilities.length / classes.length;
  let sure = 0;
  for (let row = 0; row < classes.length; row += 1) {
    if (Math.max(...probabilities.subarray(row * width, (row + 1) * width)) >= least) sure += 1;
  }
  return sure / classes.length;
}

/** Share of places where both say the same. */
export function shareEqual(said: ArrayLike<number>, truth: ArrayLike<number>): number {
  let same = 0;
  for (let at = 0; at < said.length; at += 1) if (said[at] === truth[at]) same += 1;
  return same / said.length;
}
