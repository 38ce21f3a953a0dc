import { distances } from '../measuring/assignment.ts';
import type { Metric } from '../metric.ts';

const count = 200;
const epsilon = 0.05;
const mostRounds = 500;
const tolerance = 1e-5;

/**
 * Entropic transport (Cuturi 2013, arXiv:1306.0895), its bias taken off: S = OT_ε(x,y) − ½OT_ε(x,x) − ½OT_ε(y,y)
 * (Feydy et al. 2019, arXiv:1810.08278), which is 0 where the samples are the same.
 */
export const sinkhorn: Metric = {
  name: 'sinkhorn',
  series: [
    {
      key: 'sinkhorn',
      label: 'Sinkhorn divergence',
      unit: '',
      help: `Entropic transport at ε = ${epsilon} with its bias taken off, between ${count} real and ${count} generated points: near W₁ for small ε, and smooth.`,
      better: 'lower',
    },
    {
      key: 'sinkhorn/ideal',
      label: 'Sinkhorn divergence, ideal sampler',
      unit: '',
      help: 'The same between two fresh sets of real points.',
      better: null,
    },
  ],
  accepts: ['points'],
  definition: `Euclidean cost, ε = ${epsilon}, Sinkhorn updates until the marginals are within ${tolerance} or ${mostRounds} rounds; ${count} points on each side.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'points',
  async measure({ real, ideal, generated, width }) {
    const truth = real(count);
    const made = await generated(count);
    return {
      sinkhorn: made.every(Number.isFinite) ? sinkhornDivergence(truth, made, width) : Number.NaN,
      'sinkhorn/ideal': sinkhornDivergence(truth, ideal(count), width),
    };
  },
};

function sinkhornDivergence(first: Float32Array, second: Float32Array, width: number): number {
  const cost = (a: Float32Array, b: Float32Array) => entropicCost(distances(a, b, width), a.length / width, epsilon);
  return cost(first, second) - (cost(first, first) + cost(second, second)) / 2;
}

/** Above this, e^(−cost/ε) comes near the smallest double, and the updates are made on logarithms. */
const safe = 500;

/** min ⟨γ,C⟩ + ε·KL(γ ‖ P⊗Q) over plans between two even samples of one size, by its dual: mean f + mean g. */
export function entropicCost(costs: Float64Array, size: number, blur: number, rounds = mostRounds): number {
  const isSafe = costs.every((cost) => cost / blur < safe);
  return isSafe ? byScaling(costs, size, blur, rounds) : byLogarithms(costs, size, blur, rounds);
}

/** u = e^(f/ε), v = e^(g/ε): two products with one matrix a round. */
export function byScaling(costs: Float64Array, size: number, blur: number, rounds: number): number {
  const kernel = costs.map((cost) => Math.exp(-cost / blur) / size);
  const turned = kernel.map((_, at) => kernel[(at % size) * size + Math.floor(at / size)]);
  const [u, v] = [new Float64Array(size).fill(1), new Float64Array(size).fill(1)];
  const update = (own: Float64Array, other: Float64Array, rows: Float64Array) => {
    let moved = 0;
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0, at = row * size; column < size; column += 1, at += 1) sum += rows[at] * other[column];
      moved = Math.max(moved, Math.abs(Math.log(own[row] * sum)));
      own[row] = 1 / sum;
    }
    return moved;
  };
  for (let round = 0; round < rounds; round += 1) {
    update(u, v, kernel);
    if (update(v, u, turned) < tolerance) break;
  }
  return blur * (meanOf(u.map(Math.log)) + meanOf(v.map(Math.log)));
}

export function byLogarithms(costs: Float64Array, size: number, blur: number, rounds: number): number {
  const [f, g] = [new Float64Array(size), new Float64Array(size)];
  const turned = costs.map((_, at) => costs[(at % size) * size + Math.floor(at / size)]);
  const evenly = Math.log(size);
  /** Soft minimum over the other side; how far it moved is how far the marginal was off. */
  const update = (own: Float64Array, other: Float64Array, rows: Float64Array) => {
    let moved = 0;
    for (let row = 0; row < size; row += 1) {
      const from = row * size;
      let largest = Number.NEGATIVE_INFINITY;
      for (let column = 0; column < size; column += 1) largest = Math.max(largest, other[column] - rows[from + column]);
      let sum = 0;
      for (let column = 0; column < size; column += 1) sum += Math.exp((other[column] - rows[from + column] - largest) / blur);
      const next = -largest - blur * (Math.log(sum) - evenly);
      moved = Math.max(moved, Math.abs(next - own[row]));
      own[row] = next;
    }
    return moved;
  };
  for (let round = 0; round < rounds; round += 1) {
    update(f, g, costs);
    if (update(g, f, turned) < tolerance * blur) break;
  }
  return meanOf(f) + meanOf(g);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
