import type { Distribution } from '../../shared/measurement.ts';

/**
 * Little-endian: 12 float64 (figures, bound, share, number of bins, number of quantiles), quantiles float32, counts uint32; then, where
 * bins are not equal, their edges as float64.
 */
const figures = 12;
const none = new Float64Array(0);

export function packDistribution(distribution: Distribution): Uint8Array {
  const { low, high, counts, size, nonFinite, min, max, mean, deviation, quantiles, bound, edges = none } = distribution;
  const head = Float64Array.of(low, high, size, nonFinite, min, max, mean, deviation);
  const tail = Float64Array.of(bound?.value ?? Number.NaN, bound?.share ?? Number.NaN, counts.length, quantiles.length);
  const bytes = new Uint8Array(figures * 8 + quantiles.byteLength + counts.byteLength + edges.byteLength);
  let at = 0;
  for (const part of [head, tail, quantiles, counts, edges]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

export function unpackDistribution(packed: Uint8Array): Distribution {
  const bytes = new Uint8Array(packed); // a copy, so that the columns are aligned
  const [low, high, size, nonFinite, min, max, mean, deviation, bound, share, bins, ranks] = new Float64Array(bytes.buffer, 0, figures);
  const quantiles = new Float32Array(bytes.buffer, figures * 8, ranks);
  const counts = new Uint32Array(bytes.buffer, figures * 8 + ranks * 4, bins);
  const named = Number.isNaN(bound) ? null : { value: bound, share };
  const end = figures * 8 + ranks * 4 + bins * 4;
  const edges = end < bytes.length ? { edges: new Float64Array(bytes.buffer.slice(end)) } : {};
  return { low, high, counts, ...edges, size, nonFinite, min, max, mean, deviation, quantiles, bound: named };
}
