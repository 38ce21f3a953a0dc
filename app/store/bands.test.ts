import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkPoints } from './pyramid.ts';
import { createRun, openMemory } from './store.fixtures.ts';

interface Point {
  step: number;
  time: number;
  value: number;
}
type Run = Point[];
interface Row {
  x: number;
  middle: number;
  low: number;
  high: number;
  runs: number;
}

const value = fc.oneof(
  { arbitrary: fc.integer({ min: -50, max: 50 }), weight: 8 },
  { arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), weight: 1 },
);
/** Repeated and unordered steps, gaps, values that are no numbers; unordered times as well. */
const run = fc.array(fc.record({ step: fc.integer({ min: 0, max: 60 }), time: fc.integer({ min: 1000, max: 1100 }), value }), {
  minLength: 1,
  maxLength: 25,
});
const orderedRun = run.map((points) => {
  const steps = points.map(({ step }) => step).sort((a, b) => a - b);
  const times = points.map(({ time }) => time).sort((a, b) => a - b);
  return points.map((point, at) => ({ ...point, step: steps[at], time: times[at] }));
});
const groups = fc.array(fc.array(fc.oneof(run, orderedRun), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });

describe('bands against a plain second implementation', () => {
  it('mean and median with every spread, at every place or in stretches, whole and zoomed, over steps and times', () => {
    const store = openMemory();
    fc.assert(
      fc.property(
        groups,
        fc.constantFrom('step' as const, 'time' as const),
        fc.constantFrom('mean' as const, 'median' as const),
        fc.constantFrom('std' as const, 'stderr' as const, 'range' as const, 'none' as const),
        fc.integer({ min: 1, max: 90 }),
        fc.option(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))),
        (all, axis, middle, spread, pixels, zoom) => {
          const zeros = all.map((group) => group.map((_, at) => (axis === 'time' ? 1000 + at : 0)));
          const bounds = zoom ? { from: Math.min(...zoom), to: Math.max(...zoom) } : {};
          const asked = all.map((group, g) => ({ series: group.map((points, at) => ({ ...fill(store, points), zero: zeros[g][at] })) }));
          const answer = store.series.bands({ groups: asked, axis, pixels, middle, spread, ...bounds });
          const expected = plainBands(all, zeros, axis, { pixels, middle, spread, ...bounds });
          expect(answer.exact).toBe(true);
          const rows: Row[][] = all.map(() => []);
          answer.group.forEach((group, at) => {
            const { x, middle: mid, low, high, runs } = answer;
            rows[group].push({ x: x[at], middle: mid[at], low: low[at], high: high[at], runs: runs[at] });
          });
          for (const [g, list] of expected.entries()) {
            expect(rows[g].map(({ x, runs }) => [x, runs])).toEqual(list.map(({ x, runs }) => [x, runs]));
            for (const [at, row] of list.entries()) {
              for (const name of ['middle', 'low', 'high'] as const) {
                if (Number.isNaN(row[name])) expect(rows[g][at][name]).toBeNaN();
                else expect(rows[g][at][name]).toBeCloseTo(row[name], 9);
              }
            }
          }
        },
      ),
      { numRuns: 120 },
    );
    store.close();
  });

  it('through the pyramid: means and extremes of points that lie in a stretch or at most a quarter of it off', () => {
    const store = openMemory();
    const length = 3 * chunkPoints + 700;
    const runs = [1, 2, 3].map((seed) => walk(seed, length));
    runs[1][5000].value = Number.POSITIVE_INFINITY;
    runs[2][7777].value = Number.NaN;
    runs[0][9001].value = 1e6;
    const answer = store.series.bands({
      groups: [{ series: runs.map((points) => fill(store, points)) }],
      pixels: 40,
      spread: 'range',
    });
    expect(answer.exact).toBe(false);
    expect(answer.nonFinite).toBe(2);
    expect(answer.width).toBeCloseTo((length - 1) / 40, 9);
    for (let at = 0; at < 40; at++) {
      const within = (room: number) => {
        const half = answer.width! / 2 + room * answer.width!;
        return runs.flatMap((points) =>
          points.filter((point) => Math.abs(point.step - answer.x[at]) <= half && Number.isFinite(point.value)),
        );
      };
      const inner = within(-0.25).map((point) => point.value);
      const outer = within(0.25).map((point) => point.value);
      expect(answer.low[at]).toBeLessThanOrEqual(Math.min(...inner));
      expect(answer.low[at]).toBeGreaterThanOrEqual(Math.min(...outer));
      expect(answer.high[at]).toBeGreaterThanOrEqual(Math.max(...inner));
      expect(answer.high[at]).toBeLessThanOrEqual(Math.max(...outer));
      expect(answer.middle[at]).toBeGreaterThanOrEqual(answer.low[at]);
      expect(answer.middle[at]).toBeLessThanOrEqual(answer.high[at]);
    }
    // Every point is counted once, so the whole's mean is the points' mean.
    const whole = store.series.bands({ groups: [{ series: [fill(store, walk(9, length))] }], pixels: 1, spread: 'none' });
    const plain = walk(9, length).reduce((sum, point) => sum + point.value, 0) / length;
    expect(whole.middle[0]).toBeCloseTo(plain, 9);
    store.close();
  });
});

describe('the bootstrap band', () => {
  it('has the width that theory gives it, is the same at every asking, and is none for a single run', () => {
    const store = openMemory();
    const many = Array.from({ length: 100 }, (_, at) => fill(store, [{ step: 0, time: 0, value: at }]));
    const ask = { groups: [{ series: many }, { series: many.slice(0, 1) }], pixels: 10, spread: 'bootstrap' as const };
    const { middle, low, high } = store.series.bands(ask);
    const error = Math.sqrt((100 ** 2 - 1) / 12 / 100);
    expect(middle[0]).toBe(49.5);
    for (const [side, sign] of [
      [low[0], -1],
      [high[0], 1],
    ])
      expect(Math.abs((side - 49.5) / error - sign * 1.96)).toBeLessThan(0.2);
    expect([low[1], high[1]]).toEqual([Number.NaN, Number.NaN]);
    expect(store.series.bands({ ...ask, groups: [{ series: [...many].reverse() }, ask.groups[1]] }).low).toEqual(low);
    const median = store.series.bands({ ...ask, middle: 'median' });
    // The standard error of a median of n uniform values is half their range by √n.
    expect((median.high[0] - median.low[0]) / (2 * 1.96 * 5)).toBeGreaterThan(0.7);
    expect((median.high[0] - median.low[0]) / (2 * 1.96 * 5)).toBeLessThan(1.3);
    store.close();
  });
});

it('groups without a recorded point are no rows', () => {
  const store = openMemory();
  const answer = store.series.bands({ groups: [{ series: [{ run: 'none', key: 'loss' }] }, { series: [] }], pixels: 5 });
  expect(answer.group.length).toBe(0);
  store.close();
});

function fill(store: ReturnType<typeof openMemory>, points: Run): { run: string; key: string } {
  const id = createRun(store);
  const column = (name: keyof Point) => Float64Array.from(points, (point) => point[name]);
  store.series.append(id, 'loss', { step: column('step'), time: column('time'), value: column('value') });
  return { run: id, key: 'loss' };
}

function walk(seed: number, length: number): Run {
  let state = seed;
  let level = 0;
  return Array.from({ length }, (_, step) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    level += state / 2 ** 32 - 0.5;
    return { step, time: 1e12 + step * 10, value: level };
  });
}

/** Straight from the description in shared/api/bands.ts: no index, no pyramid, every place by itself. */
function plainBands(
  all: Run[][],
  zeros: number[][],
  axis: 'step' | 'time',
  ask: { pixels: number; middle: 'mean' | 'median'; spread: 'std' | 'stderr' | 'range' | 'none'; from?: number; to?: number },
): Row[][] {
  const placed = all.map((group, g) => group.map((points, at) => points.map((p) => ({ x: p[axis] - zeros[g][at], value: p.value }))));
  const xs = placed.flat(2).map(({ x }) => x);
  const from = ask.from ?? Math.min(...xs);
  const to = ask.to ?? Math.max(...xs);
  const each = [...new Set(xs.filter((x) => x >= from && x <= to))].sort((a, b) => a - b);
  const width = (to - from) / ask.pixels;
  const isEach = each.length <= ask.pixels;
  const places = isEach ? each : Array.from({ length: ask.pixels }, (_, at) => from + (at + 0.5) * width);
  const placeOf = (x: number): number => {
    if (x < from || x > to || isEach) return x;
    return places[width > 0 ? Math.min(ask.pixels - 1, Math.floor((x - from) / width)) : 0];
  };
  return placed.map((group) =>
    withGaps(
      places,
      places.flatMap((x): Row[] => {
        const values = group.flatMap((points) => {
          const known = Map.groupBy(points, (point) => placeOf(point.x));
          const finite = (at: number) =>
            known
              .get(at)!
              .map((point) => point.value)
              .filter(Number.isFinite);
          if (known.has(x))
            return finite(x).length === 0 ? [] : [{ v: mean(finite(x)), low: Math.min(...finite(x)), high: Math.max(...finite(x)) }];
          const left = Math.max(...[...known.keys()].filter((at) => at < x));
          const right = Math.min(...[...known.keys()].filter((at) => at > x));
          if (!Number.isFinite(left) || !Number.isFinite(right) || finite(left).length === 0 || finite(right).length === 0) return [];
          const v = mean(finite(left)) + ((mean(finite(right)) - mean(finite(left))) * (x - left)) / (right - left);
          return [{ v, low: v, high: v }];
        });
        if (values.length === 0) return [];
        const sorted = values.map(({ v }) => v).sort((a, b) => a - b);
        const middle =
          ask.middle === 'mean'
            ? mean(sorted)
            : (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
        if (ask.spread === 'none') return [{ x, middle, low: Number.NaN, high: Number.NaN, runs: values.length }];
        if (ask.spread === 'range') {
          const row = { low: Math.min(...values.map(({ low }) => low)), high: Math.max(...values.map(({ high }) => high)) };
          return [{ x, middle, ...row, runs: values.length }];
        }
        const deviation = Math.sqrt(sorted.reduce((sum, v) => sum + (v - mean(sorted)) ** 2, 0) / (sorted.length - 1));
        const room = sorted.length < 2 ? Number.NaN : ask.spread === 'std' ? deviation : deviation / Math.sqrt(sorted.length);
        return [{ x, middle, low: middle - room, high: middle + room, runs: values.length }];
      }),
    ),
  );
}

/** One empty row where places are left out between two rows. */
function withGaps(places: number[], rows: Row[]): Row[] {
  return rows.flatMap((row, at) => {
    const before = at === 0 ? -1 : places.indexOf(rows[at - 1].x);
    if (at === 0 || places[before + 1] === row.x) return [row];
    return [{ x: places[before + 1], middle: Number.NaN, low: Number.NaN, high: Number.NaN, runs: 0 }, row];
  });
}

function mean(values: number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
