import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { judgedCount, type Metric } from '../metric.ts';

/**
 * The Fréchet distance between two Gaussians fitted to features (Heusel et al. 2017, arXiv:1706.08500), the features those of
 * the classifier trained here. Not comparable with a published FID, whose features are Inception's.
 */
export const fid: Metric = {
  name: 'fid-oracle',
  series: [
    {
      key: 'fid-oracle',
      label: 'Fréchet distance of features',
      unit: '',
      help: 'FID on the features of a classifier that Ganymede trained on this data. Comparable between runs on the same data, never with a published FID.',
      better: 'lower',
    },
    {
      key: 'fid-oracle/ideal',
      label: 'Fréchet distance of features, ideal sampler',
      unit: '',
      help: 'The same between two fresh sets of real examples.',
      better: null,
    },
  ],
  accepts: ['pictures'],
  definition: `‖μ−μ′‖² + tr(S + S′ − 2(S½S′S½)½) over ${judgedCount} examples on each side; features: the last hidden layer of a small classifier trained on this data.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (dataset) => dataset.classes !== null,
  async measure({ judged }) {
    const { real, ideal, generated, width } = await judged();
    return {
      'fid-oracle': frechetDistance(real.features, generated.features, width),
      'fid-oracle/ideal': frechetDistance(real.features, ideal.features, width),
    };
  },
};

/** Of two samples, row by row; NaN where a number is not finite or a sample has no spread (fewer than two). */
export function frechetDistance(first: Float32Array, second: Float32Array, width: number): number {
  const isJudgeable = (sample: Float32Array) => sample.length >= 2 * width && sample.every(Number.isFinite);
  if (!isJudgeable(first) || !isJudgeable(second)) return Number.NaN;
  const [a, b] = [moments(first, width), moments(second, width)];
  const between = a.mean.reduce((sum, value, at) => sum + (value - b.mean[at]) ** 2, 0);
  const root = power(a.covariance, 0.5);
  const middle = root.mmul(b.covariance).mmul(root);
  // Symmetric but for rounding.
  const inner = eigenvalues(middle.add(middle.transpose()).mul(0.5)).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return between + a.covariance.trace() + b.covariance.trace() - 2 * inner;
}

function moments(values: Float32Array, width: number): { mean: Float64Array; covariance: Matrix } {
  const count = values.length / width;
  const mean = new Float64Array(width);
  values.forEach((value, at) => {
    mean[at % width] += value / count;
  });
  const centered = new Matrix(count, width);
  values.forEach((value, at) => {
    centered.set(Math.floor(at / width), at % width, value - mean[at % width]);
  });
  return {
    mean,
    covariance: centered
      .transpose()
      .mmul(centered)
      .div(count - 1),
  };
}

function power(symmetric: Matrix, exponent: number): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  const scaled = Matrix.diag(realEigenvalues.map((value) => Math.max(0, value) ** exponent));
  return eigenvectorMatrix.mmul(scaled).mmul(eigenvectorMatrix.transpose());
}

function eigenvalues(symmetric: Matrix): number[] {
  return new EigenvalueDecomposition(symmetric, { assumeSymmetric: true }).realEigenvalues;
}
