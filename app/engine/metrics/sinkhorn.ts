import { distances } from '../assignment.ts';
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
  definition: `Euclidean cost, ε = ${epsilon}, log-domain updates until the marginals are within ${tolerance} or ${mostRounds} rounds; ${count} points on each side.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'points',
  async measure({ real, generated, width }) {
    const truth = real(count);
    const made = await generated(count);
    return {
      sinkhorn: made.every(Number.isFinite) ? sinkhornDivergence(truth, made, width) : Number.NaN,
      'sinkhorn/ideal': sinkhornDivergence(truth, real(count), width),
    };
  },
};

function sinkhornDivergence(first: Float32Array, second: Float32Array, width: number): number {
  const cost = (a: Float32Array, b: Float32Array) => entropicCost(distances(a, b, width), a.length / width, epsilon);
  return cost(first, second) - (cost(first, first) + cost(second, second)) / 2;
}

/** min ⟨γ,C⟩ + ε·KL(γ ‖ P⊗Q) over plans between two even samples of one size, by its dual: mean f + mean g. */
export function entropicCost(costs: ArrayLike<number>, size: number, blur: number, rounds = mostRounds): number {
  const [f, g] = [new Float64Array(size), new Float64Array(size)];
  const evenly = Math.log(size);
  /** Soft minimum over the other side; how far it moved is how far the marginal was off. */
  const update = (own: Float64Array, other: Float64Array, at: (row: number, column: number) => number) => {
    let moved = 0;
    for (let row = 0; row < size; row += 1) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let column = 0; column < size; column += 1) largest = Math.max(largest, other[column] - costs[at(row, column)]);
      let sum = 0;
      for (let column = 0; column < size; column += 1) sum += Math.exp((other[column] - costs[at(row, column)] - largest) / blur);
      const next = -largest - blur * (Math.log(sum) - evenly);
      moved = Math.max(moved, Math.abs(next - own[row]));
      own[row] = next;
    }
    return moved;
  };
  for (let round = 0; round < rounds; round += 1) {
    update(f, g, (row, column) => row * size + column);
    if (update(g, f, (row, column) => column * size + row) < tolerance * blur) break;
  }
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / size;
  return mean(f) + mean(g);
}
