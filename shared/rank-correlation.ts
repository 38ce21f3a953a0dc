/** Spearman's ρ; equal values share the mean of their ranks. NaN where one side does not vary. */
export function rankCorrelation(first: readonly number[], second: readonly number[]): number {
  const [one, other] = [ranksOf(first), ranksOf(second)];
  const middle = (first.length - 1) / 2;
  const product = (a: number[], b: number[]) => a.reduce((sum, rank, at) => sum + (rank - middle) * (b[at] - middle), 0);
  return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
}

function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2;
  });
}
