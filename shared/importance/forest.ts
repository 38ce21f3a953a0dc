/**
 * Random forests for regression (L. Breiman, Random Forests, Machine Learning 45, 2001) over columns cut into bins: a split looks at as many
 * places as a column has bins, so that ten thousand runs take seconds.
 */
export interface Binned {
  /** A bin a row, for each column. */
  columns: Uint8Array[];
  y: Float64Array;
}
export interface Tree {
  /** −1 at a leaf. */
  feature: Int16Array;
  /** Bins up to this one go left. */
  upTo: Uint8Array;
  left: Int32Array;
  right: Int32Array;
  value: Float64Array;
}
export interface Growing {
  /** Columns tried at each split. */
  tried: number;
  /** Fewest rows of a leaf. */
  leaf: number;
  random: () => number;
}
export const mostBins = 64;

/** A bin a value: by value where there are few, else by quantiles; what is missing (NaN) is the lowest bin, by itself. */
export function binned(values: Float64Array): Uint8Array {
  const distinct = [...new Set(values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  const first = values.some(Number.isNaN) ? 1 : 0;
  const most = mostBins - first;
  const starts = distinct.length <= most ? distinct : quantileStarts(values, most);
  return Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : first + lastAtMost(starts, value)));
}

function quantileStarts(values: Float64Array, most: number): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const starts = Array.from({ length: most }, (_, at) => sorted[Math.floor((at * sorted.length) / most)]);
  return [...new Set(starts)];
}

function lastAtMost(starts: number[], value: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Of these rows, some of them perhaps several times. */
export function growTree(data: Binned, rows: Int32Array, { tried, leaf, random }: Growing): Tree {
  const feature: number[] = [];
  const upTo: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const order = Int32Array.from(data.columns, (_, at) => at);
  const counts = new Float64Array(mostBins);
  const sums = new Float64Array(mostBins);

  function node(from: number, to: number): number {
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += data.y[rows[at]];
    const place = feature.push(-1) - 1;
    upTo.push(0);
    left.push(-1);
    right.push(-1);
    value.push(sum / (to - from));
    const split = to - from < 2 * leaf ? null : bestSplit(from, to, sum);
    if (split === null) return place;
    const column = data.columns[split.feature];
    let middle = from;
    for (let at = from; at < to; at += 1) {
      if (column[rows[at]] > split.upTo) continue;
      [rows[at], rows[middle]] = [rows[middle], rows[at]];
      middle += 1;
    }
    feature[place] = split.feature;
    upTo[place] = split.upTo;
    left[place] = node(from, middle);
    right[place] = node(middle, to);
    return place;
  }

  /** The split that leaves the least variance, of `tried` columns; of more where none of those can be split. */
  function bestSplit(from: number, to: number, sum: number): { feature: number; upTo: number } | null {
    const size = to - from;
    let best: { feature: number; upTo: number } | null = null;
    let most = (sum * sum) / size + 1e-12 * Math.abs(sum);
    for (let draw = 0; draw < order.length; draw += 1) {
      if (draw >= tried && best !== null) break;
      const other = draw + Math.floor(random() * (order.length - draw));
      [order[draw], order[other]] = [order[other], order[draw]];
      const candidate = order[draw];
      const column = data.columns[candidate];
      counts.fill(0);
      sums.fill(0);
      for (let at = from; at < to; at += 1) {
        const bin = column[rows[at]];
        counts[bin] += 1;
        sums[bin] += data.y[rows[at]];
      }
      let count = 0;
      let part = 0;
      for (let bin = 0; bin < mostBins - 1; bin += 1) {
        if (counts[bin] === 0) continue;
        count += counts[bin];
        part += sums[bin];
        if (count < leaf) continue;
        if (size - count < leaf) break;
        const gain = (part * part) / count + ((sum - part) * (sum - part)) / (size - count);
        if (gain > most) {
          most = gain;
          best = { feature: candidate, upTo: bin };
        }
      }
    }
    return best;
  }

  node(0, rows.length);
  return {
    ...{ feature: Int16Array.from(feature), upTo: Uint8Array.from(upTo), left: Int32Array.from(left), right: Int32Array.from(right) },
    value: Float64Array.from(value),
  };
}

/** `instead`: a row's bin of one column is taken from another row. */
export function predict(tree: Tree, columns: Uint8Array[], row: number, shuffled = -1, instead = row): number {
  let node = 0;
  for (;;) {
    const feature = tree.feature[node];
    if (feature < 0) return tree.value[node];
    const bin = columns[feature][feature === shuffled ? instead : row];
    node = bin <= tree.upTo[node] ? tree.left[node] : tree.right[node];
  }
}
