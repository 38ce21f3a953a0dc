import type { Random } from './random.ts';
import { exactW1, type Study } from './proof.ts';
import { coverage } from './metrics/mode-coverage.ts';

/** What training on points is measured by. */
export interface PointFigures {
  /** Exact W1 of 1000 points. */
  w1: number;
  /** By the protocol of `coverage`, of 2500 points. */
  modes: number;
  /** Share of points within three deviations of a mode: a single one among many far from any counts as a mode captured. */
  quality: number;
  reverseKl: number;
}

export async function pointFigures(study: Study, made: (count: number) => Promise<Float32Array> = study.generated): Promise<PointFigures> {
  const { dimensions, modes } = study.dataset;
  const w1 = exactW1(await made(1000), study.real(1000), dimensions);
  const { captured, highQuality, reverseKl } = coverage(await made(2500), dimensions, modes!);
  return { w1, modes: captured, quality: highQuality, reverseKl };
}

/** The same of one normal with the mean and covariance of the data: what no network is needed for. */
export async function normalFigures(study: Study): Promise<PointFigures> {
  const normal = fittedNormal(study.real(4000), study.random.fork('normal'));
  return pointFigures(study, async (count) => normal(count));
}

/** Draws from the normal of the mean and covariance of points in the plane. */
export function fittedNormal(points: Float32Array, random: Random): (count: number) => Float32Array {
  const size = points.length / 2;
  const mean = [0, 1].map((axis) => sumOver(size, (at) => points[2 * at + axis]) / size);
  const centered = (at: number, axis: number) => points[2 * at + axis] - mean[axis];
  const covariance = (one: number, other: number) => sumOver(size, (at) => centered(at, one) * centered(at, other)) / size;
  const across = Math.sqrt(covariance(0, 0));
  const along = covariance(0, 1) / across;
  const rest = Math.sqrt(covariance(1, 1) - along ** 2);
  return (count) => {
    const drawn = new Float32Array(2 * count);
    for (let at = 0; at < count; at += 1) {
      const [first, second] = [random.normal(), random.normal()];
      drawn[2 * at] = mean[0] + across * first;
      drawn[2 * at + 1] = mean[1] + along * first + rest * second;
    }
    return drawn;
  };
}

function sumOver(count: number, of: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += of(at);
  return sum;
}
