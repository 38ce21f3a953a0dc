import { UMAP } from 'umap-js';
import { splitMix } from '../../shared/latent.ts';

export interface UmapAsk {
  /** [count × width], row by row. */
  codes: Float32Array;
  width: number;
  neighbors: number;
  minDistance: number;
}
export const usualUmap = { neighbors: 15, minDistance: 0.1 };
const seed = 1;

/** Neighbourhoods in the plane (McInnes, Healy and Melville, arXiv:1802.03426): [count × 2], the same for the same codes. */
export function umapOf({ codes, width, neighbors, minDistance }: UmapAsk): Float32Array {
  const count = codes.length / width;
  const rows = Array.from({ length: count }, (_, at) => [...codes.subarray(at * width, (at + 1) * width)]);
  const umap = new UMAP({
    random: splitMix(seed),
    nNeighbors: Math.min(neighbors, count - 1),
    minDist: minDistance,
    nComponents: 2,
  });
  return Float32Array.from(umap.fit(rows).flat());
}
