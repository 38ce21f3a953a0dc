import type { Metric } from '../metric.ts';

const count = 200;
const filled = 0.5;

/** Whether made volumes are solids: in one piece, and as large as real ones are. */
export const solidValidity: Metric = {
  name: 'solid-validity',
  series: [
    {
      key: 'one-piece',
      label: 'In one piece',
      unit: '',
      help: 'Share of the filled voxels that belong to the largest piece, pieces joined face to face; mean over the volumes. 0 for an empty one.',
      better: 'higher',
    },
    { key: 'one-piece/ideal', label: 'In one piece, real solids', unit: '', help: 'The same of fresh real solids.', better: null },
    {
      key: 'volume-w1',
      label: 'W1 of volumes',
      unit: '',
      help: 'How far the distribution of volumes is from the real one, in parts of the whole cube.',
      better: 'lower',
    },
    {
      key: 'volume-w1/ideal',
      label: 'W1 of volumes, ideal sampler',
      unit: '',
      help: 'The same between two fresh sets of real solids.',
      better: null,
    },
  ],
  accepts: ['voxels'],
  definition: `Over ${count} volumes, filled where a voxel is above ${filled}: largest 6-connected piece over all that is filled, mean; exact W1 between sorted shares of filled voxels.`,
  judges: 'samples',
  appliesTo: () => true,
  async measure({ dataset, real, ideal, generated }): Promise<Record<string, number>> {
    if (dataset.kind !== 'voxels') return {};
    const { size } = dataset;
    const [first, second, made] = [real(count), ideal(count), await generated(count)];
    const piece = (volumes: Float32Array) => mean(each(volumes, size ** 3).map((volume) => largestPiece(volume, size)));
    const apart = (volumes: Float32Array) => volumeW1(volumesOf(first, size), volumesOf(volumes, size));
    const isWhole = made.every(Number.isFinite);
    return {
      'one-piece': isWhole ? piece(made) : Number.NaN,
      'one-piece/ideal': piece(first),
      'volume-w1': isWhole ? apart(made) : Number.NaN,
      'volume-w1/ideal': apart(second),
    };
  },
};

/** Of the filled voxels of a cube [size,size,size], the share in the largest piece, by flooding. */
export function largestPiece(volume: Float32Array, size: number): number {
  const left = Uint8Array.from(volume, (value) => (value > filled ? 1 : 0));
  const all = left.reduce((sum, one) => sum + one, 0);
  let largest = 0;
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] === 0) continue;
    left[start] = 0;
    const reached = [start];
    for (let at = 0; at < reached.length; at += 1) {
      for (const next of neighbors(reached[at], size)) {
        if (left[next] === 0) continue;
        left[next] = 0;
        reached.push(next);
      }
    }
    largest = Math.max(largest, reached.length);
  }
  return all === 0 ? 0 : largest / all;
}

function neighbors(at: number, size: number): number[] {
  const [column, row, depth] = [at % size, Math.floor(at / size) % size, Math.floor(at / (size * size))];
  const found: number[] = [];
  if (column > 0) found.push(at - 1);
  if (column < size - 1) found.push(at + 1);
  if (row > 0) found.push(at - size);
  if (row < size - 1) found.push(at + size);
  if (depth > 0) found.push(at - size * size);
  if (depth < size - 1) found.push(at + size * size);
  return found;
}

function volumesOf(volumes: Float32Array, size: number): number[] {
  return each(volumes, size ** 3).map((volume) => volume.reduce((sum, value) => sum + (value > filled ? 1 : 0), 0) / size ** 3);
}

/** Exact between two sets of as many numbers. */
export function volumeW1(first: number[], second: number[]): number {
  const [a, b] = [first.toSorted((x, y) => x - y), second.toSorted((x, y) => x - y)];
  return mean(a.map((value, at) => Math.abs(value - b[at])));
}

function each(values: Float32Array, width: number): Float32Array[] {
  return Array.from({ length: values.length / width }, (_, at) => values.subarray(at * width, (at + 1) * width));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
