import { distributionFromRows } from '../../../shared/distribution-rows.ts';
import type { Distribution } from '../../../shared/measurement.ts';
import type { Tensor } from './tensor.ts';
import { inner, type Wire, WireError } from '../reading/wire.ts';

/** Rows of left, right, count, one after another. */
export type Rows = Float64Array;
export interface Histogram {
  rows: Rows;
  /** Of the values themselves, where they were logged. */
  mean?: number;
  deviation?: number;
}

/**
 * A HistogramProto as TensorBoard converts it (tensorboard/data_compat.py, migrate_histogram_value): empty outer buckets dropped, min and
 * max as outer edges, in float32.
 */
export function readHistogram(wire: Wire): Histogram {
  const figures = { min: 0, max: 0, num: 0, sum: 0, squares: 0 };
  const limits: number[] = [];
  const counts: number[] = [];
  while (wire.next()) {
    const { field } = wire;
    if (field >= 1 && field <= 5) {
      wire.expect(1);
      figures[(['min', 'max', 'num', 'sum', 'squares'] as const)[field - 1]] = wire.double();
    } else if (field === 6 || field === 7) readDoubles(wire, field === 6 ? limits : counts);
    else wire.skip();
  }
  if (limits.length !== counts.length) throw new WireError('a histogram has edges and counts of different number');
  const { min, max, num, sum, squares } = figures;
  const mean = sum / num;
  const deviation = Math.sqrt(Math.max(0, squares / num - mean * mean));
  const known = Number.isFinite(mean) && Number.isFinite(deviation) ? { mean, deviation } : {};
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return { rows: new Float64Array(0) };
  const last = counts.findLastIndex((count) => count > 0);
  const rows = new Float64Array(3 * (last - first + 1));
  for (let bucket = first; bucket <= last; bucket += 1) {
    const at = 3 * (bucket - first);
    rows[at] = Math.fround(bucket === first ? min : limits[bucket - 1]);
    rows[at + 1] = Math.fround(bucket === last ? max : limits[bucket]);
    rows[at + 2] = Math.fround(counts[bucket]);
  }
  return { rows, ...known };
}

/** A histogram of today: a tensor [k,3]. Null where it is none. */
export function histogramOf({ shape, numbers }: Tensor): Histogram | null {
  if (numbers === null || shape.length !== 2 || shape[1] !== 3) return null;
  return { rows: numbers };
}

export function toDistribution({ rows, mean, deviation }: Histogram): Distribution {
  return distributionFromRows(rows, { mean, deviation });
}

function readDoubles(wire: Wire, into: number[]): void {
  if (wire.kind === 1) {
    into.push(wire.double());
    return;
  }
  const packed = inner(wire);
  while (packed.at < packed.end) into.push(packed.double());
}
