/** How many columns show `count` tiles largest in a box about `ratio` times as wide as high. */
export function tileColumns(count: number, ratio = 1.6): number {
  if (count <= 1) return 1;
  let best = 1;
  let largest = 0;
  for (let columns = 1; columns <= count; columns += 1) {
    const side = Math.min(ratio / columns, 1 / Math.ceil(count / columns));
    if (side > largest + 1e-9) [best, largest] = [columns, side];
  }
  return best;
}
