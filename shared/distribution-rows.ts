import type { Distribution } from './measurement.ts';

const ranks = 64;

/**
 * What another tool logged as rows of left, right, count (one after another in one array), with the figures that it gave; those that it
 * did not are taken from the rows, as if values lay evenly in each. A row that reaches to infinity counts at its finite end.
 */
export function distributionFromRows(rows: ArrayLike<number>, known: { mean?: number; deviation?: number } = {}): Distribution {
  const { kept, nonFinite } = finiteRows(rows);
  const size = kept.reduce((total, [, , count]) => total + count, 0);
  if (size === 0) return { ...empty, counts: new Uint32Array(1), quantiles: new Float32Array(ranks + 1).fill(Number.NaN), nonFinite };
  const filled = kept.filter(([, , count]) => count > 0);
  const [min, max] = [filled[0][0], Math.max(...filled.map(([, right]) => right))];
  const { edges, counts } = binsOf(kept);
  const mean = known.mean ?? filled.reduce((sum, [left, right, count]) => sum + (count / size) * (left / 2 + right / 2), 0);
  const square = filled.reduce((sum, [left, right, count]) => sum + (count / size) * spread(left - mean, right - mean), 0);
  const figures = { size, nonFinite, min, max, mean, deviation: known.deviation ?? Math.sqrt(square), bound: null };
  return { ...figures, low: edges[0], high: edges[edges.length - 1], counts, edges, quantiles: quantilesOf(filled, size) };
}

/** Edges, one more than counts, as wandb and numpy give them. */
export function distributionFromEdges(edges: ArrayLike<number>, counts: ArrayLike<number>): Distribution {
  return distributionFromRows(Array.from(counts, (count, bin) => [edges[bin], edges[bin + 1], count]).flat());
}

type Row = [left: number, right: number, count: number];

const empty = { low: 0, high: 1, size: 0, min: Number.NaN, max: Number.NaN, mean: Number.NaN, deviation: Number.NaN, bound: null };

function finiteRows(rows: ArrayLike<number>): { kept: Row[]; nonFinite: number } {
  const kept: Row[] = [];
  let nonFinite = 0;
  for (let at = 0; at + 2 < rows.length; at += 3) {
    const [one, other] = [rows[at], rows[at + 1]];
    const count = Math.round(Number.isFinite(rows[at + 2]) ? Math.max(0, rows[at + 2]) : 0);
    const finite = [one, other].filter(Number.isFinite);
    if (finite.length === 0) nonFinite += count;
    else kept.push([Math.min(...finite), Math.max(...finite), count]);
  }
  return { kept: kept.sort((a, b) => a[0] - b[0] || a[1] - b[1]), nonFinite };
}

/** A gap between rows is an empty bin; rows that overlap meet at the later one's left. */
function binsOf(rows: Row[]): { edges: Float64Array; counts: Uint32Array } {
  const edges: number[] = [];
  const counts: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const [left, right, count] of rows) {
    if (left > end && edges.length > 0) {
      edges.push(end);
      counts.push(0);
    }
    edges.push(left);
    counts.push(Math.min(count, 0xffffffff));
    end = Math.max(end, right);
  }
  edges.push(end);
  return { edges: Float64Array.from(edges), counts: Uint32Array.from(counts) };
}

/** Mean square over a stretch. */
function spread(from: number, to: number): number {
  return (from * from + from * to + to * to) / 3;
}

function quantilesOf(rows: Row[], size: number): Float32Array {
  const quantiles = new Float32Array(ranks + 1);
  let row = 0;
  let below = 0;
  for (let rank = 0; rank <= ranks; rank += 1) {
    const wanted = (rank / ranks) * size;
    while (row < rows.length - 1 && below + rows[row][2] < wanted) {
      below += rows[row][2];
      row += 1;
    }
    const [left, right, count] = rows[row];
    quantiles[rank] = left + Math.min(1, Math.max(0, (wanted - below) / count)) * (right - left);
  }
  return quantiles;
}
