import type { Plan } from './transport-line.ts';

/** The cheapest plan when every plan pays ε for how far it is from spreading evenly. */
export interface EntropicPlan {
  plan: Plan;
  /** ⟨γ, C⟩. */
  cost: number;
  /** OT_ε = ⟨γ, C⟩ + ε·KL(γ ‖ P⊗Q), in the units of the costs. */
  value: number;
  /** Sinkhorn rounds (one of rows, one of columns), then Newton steps. */
  rounds: number;
  newtonSteps: number;
  /** The largest difference between a row or column sum and what it should be. */
  marginalError: number;
}
const tolerance = 1e-12;
const mostRounds = 60;
const mostNewtonSteps = 60;

/**
 * min ⟨γ, C⟩ + ε·KL(γ ‖ P⊗Q) over all plans from `p` to `q` (Cuturi 2013, arXiv:1306.0895), on logarithms, so that a small ε neither
 * overflows nor divides 0 by 0. ε is lowered by halves from the size of the costs. Sinkhorn's rounds slow down where the plan
 * almost falls apart, so Newton's method on the same dual brings the last digits. `costs` are [p.length × q.length].
 */
export function entropicPlan(p: readonly number[], q: readonly number[], costs: Float64Array, epsilon: number): EntropicPlan {
  return entropicPlans(p, q, costs, [epsilon])[0];
}

/** One plan for each of falling ε, each started from the one before: hardly more work than the last alone. */
export function entropicPlans(
  p: readonly number[],
  q: readonly number[],
  costs: Float64Array,
  epsilons: readonly number[],
): EntropicPlan[] {
  const problem = supportOf(p, q, costs);
  const g = new Float64Array(problem.q.length);
  let step = Math.max(...problem.costs);
  return epsilons.map((epsilon) => {
    step = Math.max(step, epsilon);
    const { rounds, newtonSteps } = anneal(problem, g, step, epsilon);
    step = epsilon;
    return { ...resultOf(problem, g, epsilon, p, q, costs), rounds, newtonSteps };
  });
}

/** Leaves in `g` the potentials for `epsilon`, by way of larger ones from `first` down. */
function anneal(problem: Support, g: Float64Array, first: number, epsilon: number): { rounds: number; newtonSteps: number } {
  let step = first;
  let rounds = 0;
  let newtonSteps = 0;
  while (true) {
    const goal = step === epsilon ? tolerance : 1e-6;
    let isClose = false;
    for (let round = 0; round < mostRounds && !isClose; round += 1) {
      isClose = sinkhornRound(problem, g, step) <= goal;
      rounds += 1;
    }
    for (let tried = 0; tried < mostNewtonSteps && !isClose; tried += 1) {
      if (!newtonStep(problem, g, step)) break;
      newtonSteps += 1;
      isClose = columnError(problem, g, step) <= goal;
    }
    if (step === epsilon) break;
    step = Math.max(epsilon, step / 2);
  }
  return { rounds, newtonSteps };
}

/** OT_ε(P, Q) − ½·OT_ε(P, P) − ½·OT_ε(Q, Q): 0 for equal histograms, unlike OT_ε itself (Feydy 2019, arXiv:1810.08278). */
export function debiasedDivergence(p: readonly number[], q: readonly number[], costs: Float64Array, epsilon: number): number {
  const value = (a: readonly number[], b: readonly number[]) => entropicPlan(a, b, costs, epsilon).value;
  return value(p, q) - value(p, p) / 2 - value(q, q) / 2;
}

/** Cost and debiased divergence for each of falling ε. */
export function entropicCurve(p: readonly number[], q: readonly number[], costs: Float64Array, epsilons: readonly number[]) {
  const both = entropicPlans(p, q, costs, epsilons);
  const [first, second] = [entropicPlans(p, p, costs, epsilons), entropicPlans(q, q, costs, epsilons)];
  return epsilons.map((epsilon, i) => ({
    epsilon,
    cost: both[i].cost,
    divergence: both[i].value - first[i].value / 2 - second[i].value / 2,
  }));
}

/** Bins that hold nothing have no logarithm and no part in the problem. */
interface Support {
  p: number[];
  q: number[];
  logP: number[];
  logQ: number[];
  costs: Float64Array;
  rows: number[];
  columns: number[];
}
function supportOf(p: readonly number[], q: readonly number[], costs: Float64Array): Support {
  const rows = [...p.keys()].filter((i) => p[i] > 0);
  const columns = [...q.keys()].filter((j) => q[j] > 0);
  return {
    p: rows.map((i) => p[i]),
    q: columns.map((j) => q[j]),
    logP: rows.map((i) => Math.log(p[i])),
    logQ: columns.map((j) => Math.log(q[j])),
    costs: Float64Array.from(rows.flatMap((i) => columns.map((j) => costs[i * q.length + j]))),
    rows,
    columns,
  };
}

/** f that makes every row sum right, given g: −ε log Σ_j q_j exp((g_j − C_ij)/ε). */
function rowPotentials({ p, logQ, costs }: Support, g: Float64Array, epsilon: number): Float64Array {
  const width = logQ.length;
  return Float64Array.from(p, (_, i) => -epsilon * logSum(width, (j) => logQ[j] + (g[j] - costs[i * width + j]) / epsilon));
}
function columnPotentials({ q, logP, costs }: Support, f: Float64Array, epsilon: number): Float64Array {
  const width = q.length;
  return Float64Array.from(q, (_, j) => -epsilon * logSum(f.length, (i) => logP[i] + (f[i] - costs[i * width + j]) / epsilon));
}
function logSum(count: number, term: (index: number) => number): number {
  let largest = -Infinity;
  for (let i = 0; i < count; i += 1) largest = Math.max(largest, term(i));
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += Math.exp(term(i) - largest);
  return largest + Math.log(sum);
}

/** Makes the row sums right, then the column sums. Answers by how much the column sums were wrong in between. */
function sinkhornRound(problem: Support, g: Float64Array, epsilon: number): number {
  const next = columnPotentials(problem, rowPotentials(problem, g, epsilon), epsilon);
  const error = next.reduce((most, value, j) => Math.max(most, problem.q[j] * Math.abs(Math.expm1((g[j] - value) / epsilon))), 0);
  g.set(next);
  return error;
}

function planOf(problem: Support, f: Float64Array, g: Float64Array, epsilon: number): Float64Array {
  const { logP, logQ, costs } = problem;
  const width = g.length;
  return Float64Array.from(costs, (cost, at) => {
    const [i, j] = [Math.floor(at / width), at % width];
    return Math.exp(logP[i] + logQ[j] + (f[i] + g[j] - cost) / epsilon);
  });
}
/** q minus the column sums of the plan whose row sums are right. */
function columnGap(problem: Support, g: Float64Array, epsilon: number): { gap: Float64Array; plan: Float64Array } {
  const plan = planOf(problem, rowPotentials(problem, g, epsilon), g, epsilon);
  const gap = Float64Array.from(problem.q);
  plan.forEach((mass, at) => {
    gap[at % g.length] -= mass;
  });
  return { gap, plan };
}
function columnError(problem: Support, g: Float64Array, epsilon: number): number {
  return columnGap(problem, g, epsilon).gap.reduce((most, gap) => Math.max(most, Math.abs(gap)), 0);
}

/**
 * One damped Newton step up the dual that is left when f is put in (concave, its Hessian −(diag(c) − γᵀ diag(1/p) γ)/ε).
 * False where no step along it makes the column sums better.
 */
function newtonStep(problem: Support, g: Float64Array, epsilon: number): boolean {
  const { p } = problem;
  const width = g.length;
  const { gap, plan } = columnGap(problem, g, epsilon);
  const before = gap.reduce((sum, value) => sum + value * value, 0);
  const matrix = Array.from({ length: width }, (_, j) =>
    Float64Array.from({ length: width + 1 }, (__, k) => {
      if (k === width) return epsilon * gap[j];
      let shared = 0;
      for (let i = 0; i < p.length; i += 1) shared += (plan[i * width + j] * plan[i * width + k]) / p[i];
      return (j === k ? problem.q[j] - gap[j] : 0) - shared;
    }),
  );
  const direction = solved(matrix);
  const from = g.slice();
  for (let share = 1; share > 1e-6; share /= 2) {
    for (let j = 0; j < width; j += 1) g[j] = from[j] + share * direction[j];
    const after = columnGap(problem, g, epsilon).gap.reduce((sum, value) => sum + value * value, 0);
    if (after < before) return true;
  }
  g.set(from);
  return false;
}

/** Solves [A | b] with A singular along the constant vector (potentials are known up to a constant) by holding the last at 0. */
function solved(matrix: Float64Array[]): Float64Array {
  const width = matrix.length;
  const free = width - 1;
  const solution = new Float64Array(width);
  for (let column = 0; column < free; column += 1) {
    let best = column;
    for (let row = column + 1; row < free; row += 1) {
      if (Math.abs(matrix[row][column]) > Math.abs(matrix[best][column])) best = row;
    }
    [matrix[column], matrix[best]] = [matrix[best], matrix[column]];
    const pivot = matrix[column][column];
    if (Math.abs(pivot) < 1e-300) continue;
    for (let row = column + 1; row < free; row += 1) {
      const factor = matrix[row][column] / pivot;
      for (let k = column; k <= width; k += 1) matrix[row][k] -= factor * matrix[column][k];
    }
  }
  for (let row = free - 1; row >= 0; row -= 1) {
    let rest = matrix[row][width];
    for (let k = row + 1; k < free; k += 1) rest -= matrix[row][k] * solution[k];
    const value = rest / matrix[row][row];
    solution[row] = Number.isFinite(value) ? value : 0;
  }
  return solution;
}

function resultOf(problem: Support, g: Float64Array, epsilon: number, p: readonly number[], q: readonly number[], costs: Float64Array) {
  const f = rowPotentials(problem, g, epsilon);
  const part = planOf(problem, f, g, epsilon);
  const plan = new Float64Array(p.length * q.length);
  part.forEach((mass, at) => {
    plan[problem.rows[Math.floor(at / g.length)] * q.length + problem.columns[at % g.length]] = mass;
  });
  const sum = (shares: number[], potentials: Float64Array) => shares.reduce((total, share, i) => total + share * potentials[i], 0);
  return {
    plan,
    cost: plan.reduce((total, mass, at) => total + mass * costs[at], 0),
    value: sum(problem.p, f) + sum(problem.q, g),
    marginalError: errorOf(plan, p, q),
  };
}
function errorOf(plan: Float64Array, p: readonly number[], q: readonly number[]): number {
  const rows = Float64Array.from(p);
  const columns = Float64Array.from(q);
  plan.forEach((mass, at) => {
    rows[Math.floor(at / q.length)] -= mass;
    columns[at % q.length] -= mass;
  });
  return [...rows, ...columns].reduce((most, gap) => Math.max(most, Math.abs(gap)), 0);
}
