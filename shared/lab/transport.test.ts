import { fc, test } from '@fast-check/vitest';
import { linearSumAssignment } from 'linear-sum-assignment';
import { describe, expect } from 'vitest';
import { debiasedDivergence, entropicCurve, entropicPlan } from './sinkhorn.ts';
import { independentPlan, lineCosts, lineW1, monotonePlan, planCost, planSums, sharesOf, shuffledPlan } from './transport-line.ts';

const bins = 8;
const costs = lineCosts(bins);
const heights = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: bins, maxLength: bins }).filter((list) => list.some((h) => h > 0));
/** Spades of earth, the same number on both sides: then the plan is an assignment. */
const spades = fc.array(fc.integer({ min: 0, max: bins - 1 }), { minLength: 24, maxLength: 24 });
const countsOf = (places: number[]) => Array.from({ length: bins }, (_, bin) => places.filter((place) => place === bin).length);
const shares = (list: readonly number[]) => sharesOf(list) ?? [];

function expectFeasible(plan: Float64Array, p: number[], q: number[], digits: number) {
  const sums = planSums(plan, p.length);
  sums.rows.forEach((sum, i) => {
    expect(sum).toBeCloseTo(p[i], digits);
  });
  sums.columns.forEach((sum, j) => {
    expect(sum).toBeCloseTo(q[j], digits);
  });
  expect(Math.min(...plan)).toBeGreaterThanOrEqual(0);
}

describe('plans on a line', () => {
  test.prop([heights, heights, fc.integer({ min: 0, max: 1000 })])('every plan has the right sums', (a, b, seed) => {
    const [p, q] = [shares(a), shares(b)];
    for (const plan of [monotonePlan(p, q), independentPlan(p, q), shuffledPlan(p, q, seed)]) expectFeasible(plan, p, q, 12);
  });

  test.prop([heights, heights, fc.integer({ min: 0, max: 1000 })])(
    'none is cheaper than the monotone one, whose cost is ∫|F − G|',
    (a, b, seed) => {
      const [p, q] = [shares(a), shares(b)];
      const least = planCost(monotonePlan(p, q), costs);
      expect(least).toBeCloseTo(lineW1(p, q), 12);
      expect(planCost(independentPlan(p, q), costs)).toBeGreaterThanOrEqual(least - 1e-12);
      expect(planCost(shuffledPlan(p, q, seed), costs)).toBeGreaterThanOrEqual(least - 1e-12);
    },
  );

  test.prop([spades, spades])('the monotone plan costs what the cheapest assignment of single spades costs', (from, to) => {
    const table = from.map((x) => to.map((y) => costs[x * bins + y]));
    const { rowAssignments } = linearSumAssignment(table, { maximaze: false });
    const total = Array.from(rowAssignments).reduce((sum, column, row) => sum + table[row][column], 0) / from.length;
    expect(planCost(monotonePlan(shares(countsOf(from)), shares(countsOf(to))), costs)).toBeCloseTo(total, 6);
  });

  test('no earth at all has no shares', () => {
    expect(sharesOf([0, 0, 0])).toBeNull();
  });
});

describe('entropic plans', () => {
  const epsilon = fc.constantFrom(1, 0.3, 0.1, 0.03, 0.01, 0.003);

  test.prop([heights, heights, epsilon])('have the right sums to 1e-9, between the optimum and pairing at random', (a, b, e) => {
    const [p, q] = [shares(a), shares(b)];
    const found = entropicPlan(p, q, costs, e);
    expect(found.marginalError).toBeLessThanOrEqual(1e-9);
    expectFeasible(found.plan, p, q, 9);
    expect(found.cost).toBeGreaterThanOrEqual(lineW1(p, q) - 1e-9);
    expect(found.cost).toBeLessThanOrEqual(planCost(independentPlan(p, q), costs) + 1e-9);
  });

  test.prop([heights, heights, epsilon])('are worth ⟨γ, C⟩ + ε·KL(γ ‖ P⊗Q), which no feasible plan undercuts', (a, b, e) => {
    const [p, q] = [shares(a), shares(b)];
    const found = entropicPlan(p, q, costs, e);
    const worth = (plan: Float64Array) =>
      plan.reduce((sum, mass, at) => {
        const apart = p[Math.floor(at / bins)] * q[at % bins];
        return sum + mass * costs[at] + (mass > 0 ? e * mass * Math.log(mass / apart) : 0);
      }, 0);
    expect(worth(found.plan)).toBeCloseTo(found.value, 8);
    for (const other of [monotonePlan(p, q), independentPlan(p, q)]) expect(worth(other)).toBeGreaterThanOrEqual(found.value - 1e-8);
  });

  test('sharpen as ε falls: the cost falls to the optimum', () => {
    const [p, q] = [shares([1, 5, 9, 4, 0, 0, 2, 1]), shares([0, 0, 1, 3, 3, 8, 2, 0])];
    const steps = [1, 0.3, 0.1, 0.03, 0.01, 0.003].map((e) => entropicPlan(p, q, costs, e).cost);
    expect([...steps].sort((a, b) => b - a)).toEqual(steps);
    expect(steps.at(-1)).toBeCloseTo(lineW1(p, q), 6);
    expect(steps[0]).toBeGreaterThan(lineW1(p, q) * 1.05);
  });

  test.prop([heights, heights, epsilon])('the debiased divergence is 0 for equals, positive otherwise', (a, b, e) => {
    const [p, q] = [shares(a), shares(b)];
    expect(debiasedDivergence(p, p, costs, e)).toBeCloseTo(0, 10);
    expect(debiasedDivergence(p, q, costs, e)).toBeGreaterThanOrEqual(-1e-9);
    expect(debiasedDivergence(p, q, costs, e)).toBeCloseTo(debiasedDivergence(q, p, costs, e), 8);
  });

  test.prop([heights, heights])('one after the other are the same as each alone', (a, b) => {
    const [p, q] = [shares(a), shares(b)];
    for (const { epsilon: e, cost, divergence } of entropicCurve(p, q, costs, [1, 0.1, 0.02, 0.003])) {
      expect(cost).toBeCloseTo(entropicPlan(p, q, costs, e).cost, 8);
      expect(divergence).toBeCloseTo(debiasedDivergence(p, q, costs, e), 8);
    }
  });
});
