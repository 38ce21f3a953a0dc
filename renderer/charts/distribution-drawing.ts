import { commonEdges, rebin } from '../../shared/distribution.ts';
import type { Distribution } from '../../shared/measurement.ts';
import { formatNumber, formatShare } from './number-format.ts';

/** One run's distribution at one recorded step. */
export interface DistributionEntry {
  run: string;
  label: string;
  color: string;
  dash: number[];
  step: number;
  distribution: Distribution;
}
/** Which values the picture covers: all of them, or the band round the named bound ±c. */
export type Span = 'all' | 'bound';

export function spanEdges(distributions: Distribution[], span: Span, bins: number): Float64Array {
  const bound = boundOf(distributions);
  if (span === 'all' || bound === null) return commonEdges(distributions, bins);
  const reach = bound * 1.1;
  return Float64Array.from({ length: bins + 1 }, (_, i) => -reach + (2 * reach * i) / bins);
}

/** The smallest named bound; null where none has one. */
export function boundOf(distributions: Distribution[]): number | null {
  const bounds = distributions.flatMap(({ bound }) => (bound ? [bound.value] : []));
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** Share of the values in each bin. */
export function shares(distribution: Distribution, edges: Float64Array): Float64Array {
  const counts = rebin(distribution, edges);
  return distribution.size === 0 ? counts : counts.map((count) => count / distribution.size);
}

/** Corner points of a stepped outline. */
export function outline(values: Float64Array, edges: Float64Array): [number, number][] {
  const points: [number, number][] = [[edges[0], 0]];
  values.forEach((value, i) => {
    points.push([edges[i], value], [edges[i + 1], value]);
  });
  points.push([edges[edges.length - 1], 0]);
  return points;
}

/** Share of values within 1 % of ±c: exact where it was recorded, else from the counts. */
export function shareAtBound(distribution: Distribution, bound: number): { share: number; isExact: boolean } {
  if (distribution.bound && distribution.bound.value === bound) return { share: distribution.bound.share, isExact: true };
  const edges = [-bound * 1.01, -bound * 0.99, bound * 0.99, bound * 1.01];
  const counts = rebin(distribution, edges);
  return { share: distribution.size === 0 ? 0 : (counts[0] + counts[2]) / distribution.size, isExact: false };
}

/** "78 % of values at ±0.01" */
export function boundWords(distribution: Distribution, bound: number): string {
  const { share, isExact } = shareAtBound(distribution, bound);
  return `${isExact ? '' : '≈ '}${formatShare(share)} of values at ±${formatNumber(bound)}`;
}
