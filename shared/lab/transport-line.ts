import { splitMix } from '../latent.ts';

/** Moving earth between two histograms on one line. Plans are [rows × columns], row i of P, column j of Q, row after row. */
export type Plan = Float64Array;

/** Heights as shares that add up to 1; null where there is no earth at all. */
export function sharesOf(heights: readonly number[]): number[] | null {
  const total = heights.reduce((sum, height) => sum + height, 0);
  return total > 0 ? heights.map((height) => height / total) : null;
}

/** `count` bins evenly over [0, 1]: |x − y| for every pair, so the dearest way costs 1. */
export function lineCosts(count: number): Float64Array {
  return Float64Array.from({ length: count * count }, (_, at) => Math.abs(Math.floor(at / count) - (at % count)) / (count - 1));
}

/** The cheapest plan for |x − y|: the least of P goes to the least of Q, and so on upwards (Villani 2003, section 2.2). */
export function monotonePlan(p: readonly number[], q: readonly number[]): Plan {
  return northWestCorner(p, q, [...p.keys()], [...q.keys()]);
}

/** Every row is spread like Q: P Qᵀ, what pairing at random costs on average. */
export function independentPlan(p: readonly number[], q: readonly number[]): Plan {
  return Float64Array.from({ length: p.length * q.length }, (_, at) => p[Math.floor(at / q.length)] * q[at % q.length]);
}

/** Feasible and bad: the north-west-corner rule after rows and columns were shuffled. */
export function shuffledPlan(p: readonly number[], q: readonly number[], seed: number): Plan {
  const next = splitMix(seed);
  return northWestCorner(p, q, shuffled(p.length, next), shuffled(q.length, next));
}

export function planCost(plan: Plan, costs: Float64Array): number {
  return plan.reduce((sum, mass, at) => sum + mass * costs[at], 0);
}

/** W1 on the line without any plan: ∫ |F_P − F_Q|, bins evenly over [0, 1]. */
export function lineW1(p: readonly number[], q: readonly number[]): number {
  let surplus = 0;
  let sum = 0;
  for (let i = 0; i < p.length - 1; i += 1) {
    surplus += p[i] - q[i];
    sum += Math.abs(surplus);
  }
  return sum / (p.length - 1);
}

export function planSums(plan: Plan, rows: number): { rows: number[]; columns: number[] } {
  const width = plan.length / rows;
  const sums = { rows: new Array<number>(rows).fill(0), columns: new Array<number>(width).fill(0) };
  plan.forEach((mass, at) => {
    sums.rows[Math.floor(at / width)] += mass;
    sums.columns[at % width] += mass;
  });
  return sums;
}

/** Takes rows and columns in the given orders and moves as much as both still allow. */
function northWestCorner(p: readonly number[], q: readonly number[], rowOrder: number[], columnOrder: number[]): Plan {
  const plan = new Float64Array(p.length * q.length);
  let row = 0;
  let column = 0;
  let offered = p[rowOrder[0]];
  let wanted = q[columnOrder[0]];
  while (true) {
    const moved = Math.min(offered, wanted);
    plan[rowOrder[row] * q.length + columnOrder[column]] += moved;
    offered -= moved;
    wanted -= moved;
    if (row === rowOrder.length - 1 && column === columnOrder.length - 1) return plan;
    // At the last row or column what rounding left over goes to the cells that remain.
    if ((offered <= wanted && row < rowOrder.length - 1) || column === columnOrder.length - 1) offered = p[rowOrder[++row]];
    else wanted = q[columnOrder[++column]];
  }
}

function shuffled(count: number, next: () => number): number[] {
  const order = [...Array(count).keys()];
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
