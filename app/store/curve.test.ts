import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkPoints } from './pyramid.ts';
import { createRun, openMemory, recordPoints } from './store.fixtures.ts';
import type { CurveColumns, Store } from './store.ts';

interface Point {
  step: number;
  time: number;
  value: number;
}

/** Random walks with spikes, ties, gaps, NaN and ±Infinity; now and then a step or a time that goes back. */
const series = fc.record({
  seed: fc.integer(),
  length: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3 * chunkPoints + 700 })),
  stepBack: fc.boolean(),
  timeBack: fc.boolean(),
  odd: fc.constantFrom(0, 0.001, 0.2),
});

function pointsOf({
  seed,
  length,
  stepBack,
  timeBack,
  odd,
}: {
  seed: number;
  length: number;
  stepBack: boolean;
  timeBack: boolean;
  odd: number;
}): Point[] {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const points: Point[] = [];
  let step = 0;
  let time = 1e12;
  let value = 0;
  for (let index = 0; index < length; index++) {
    points.push({
      step,
      time,
      value: random() < odd ? [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e6][Math.floor(random() * 4)] : value,
    });
    step += random() < 0.01 ? 500 : random() < 0.02 ? 0 : 1;
    time += random() < 0.001 ? 60_000 : random() * 20;
    if (stepBack && random() < 0.001) step = Math.max(0, step - 5);
    if (timeBack && random() < 0.001) time -= 50;
    value += random() - 0.5;
  }
  return points;
}

function fill(store: Store, points: Point[], sealed: boolean): string {
  const run = createRun(store);
  if (sealed) {
    const column = (key: keyof Point) => Float64Array.from(points, (point) => point[key]);
    store.series.append(run, 'loss', { step: column('step'), time: column('time'), value: column('value') });
  } else {
    recordPoints(
      store,
      run,
      points.map(({ step, time, value }) => ({ step, time, values: { loss: value } })),
    );
    while (store.tidy());
  }
  return run;
}

function rows(columns: CurveColumns): Point[] {
  return [...columns.step].map((step, index) => ({ step, time: columns.time[index], value: columns.value[index] }));
}
const text = (point: Point) => `${point.step} ${point.time} ${point.value}`;

describe('curves against all points', () => {
  it('answers recorded points only, extremes of every stretch, ends always, at most four a pixel', () => {
    fc.assert(
      fc.property(
        series,
        fc.boolean(),
        fc.constantFrom('step' as const, 'time' as const),
        fc.integer({ min: 1, max: 900 }),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        fc.boolean(),
        (shape, sealed, axis, pixels, [one, two], whole) => {
          const store = openMemory();
          const points = pointsOf(shape);
          const run = fill(store, points, sealed);
          const places = points.map((point) => point[axis]);
          const low = Math.min(...places);
          const high = Math.max(...places);
          const from = whole ? low : low + (high - low) * Math.min(one, two);
          const to = whole ? high : low + (high - low) * Math.max(one, two);
          const answer = store.series.curves({ series: [{ run, key: 'loss' }], axis, pixels, ...(whole ? {} : { from, to }) });
          const shown = rows(answer);
          const recorded = points.filter((point) => point[axis] >= from && point[axis] <= to);
          const known = new Set(recorded.map(text));
          for (const point of shown) expect(known.has(text(point)), text(point)).toBe(true);
          expect(shown.map((point) => point.step)).toEqual(shown.map((point) => point.step).sort((a, b) => a - b));
          if (answer.exact) expect(shown.map(text).sort()).toEqual(recorded.map(text).sort());
          expect(shown.length).toBeLessThanOrEqual(Math.max(5, 4 * pixels));
          const byPlace = [...recorded].sort((a, b) => a[axis] - b[axis]);
          if (recorded.length > 0) {
            expect(shown.some((point) => point[axis] === byPlace[0][axis])).toBe(true);
            expect(shown.some((point) => point[axis] === byPlace[byPlace.length - 1][axis])).toBe(true);
          }
          expectExtremes(recorded, shown, axis, (to - from) / pixels);
          store.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});

it('begins each series at a bound of its own: what an open chart lacks, and no more', () => {
  const store = openMemory();
  const run = createRun(store);
  const column = (length: number) => Float64Array.from({ length }, (_, index) => index);
  store.series.append(run, 'quick', { step: column(10_000), time: column(10_000), value: column(10_000) });
  store.series.append(run, 'slow', { step: column(40), time: column(40), value: column(40) });
  const series = [
    { run, key: 'quick', from: 9_996 },
    { run, key: 'slow', from: 38 },
    { run, key: 'slow' },
  ];
  const answer = store.series.curves({ series, from: 36, pixels: 512 });
  const stepsOf = (index: number) => [...answer.step].filter((_, row) => answer.series[row] === index);
  expect([0, 1, 2].map(stepsOf)).toEqual([
    [9_996, 9_997, 9_998, 9_999],
    [38, 39],
    [36, 37, 38, 39],
  ]);
  expect(answer.exact).toBe(true);
  store.close();
});

/** Nothing recorded stands out above or below what is shown within two pixels of it, and no NaN goes unseen. */
function expectExtremes(recorded: Point[], shown: Point[], axis: 'step' | 'time', pixel: number): void {
  const sorted = [...shown].sort((a, b) => a[axis] - b[axis]);
  let start = 0;
  const byPlace = [...recorded].sort((a, b) => a[axis] - b[axis]);
  for (const point of byPlace) {
    while (sorted[start][axis] < point[axis] - 2 * pixel - 1e-6) start++;
    let isCovered = [false, false];
    for (let index = start; index < sorted.length && sorted[index][axis] <= point[axis] + 2 * pixel + 1e-6; index++) {
      const { value } = sorted[index];
      if (Number.isNaN(point.value)) isCovered = Number.isNaN(value) ? [true, true] : isCovered;
      else isCovered = [isCovered[0] || value >= point.value, isCovered[1] || value <= point.value];
      if (isCovered[0] && isCovered[1]) break;
    }
    expect(isCovered, text(point)).toEqual([true, true]);
  }
}

describe('a one-step spike in a million', () => {
  it('is shown at every zoom that holds it', () => {
    const store = openMemory();
    const run = createRun(store);
    const length = 1_000_000;
    const spike = 654_321;
    const step = Float64Array.from({ length }, (_, index) => index);
    const value = Float64Array.from({ length }, (_, index) => (index === spike ? 5 : Math.sin(index / 1e4)));
    store.series.append(run, 'loss', { step, time: step, value });
    for (let width = length; width >= 1; width = Math.floor(width / 3)) {
      for (const place of [0, 0.31, 0.99]) {
        const from = Math.max(0, Math.round(spike - width * place));
        const columns = store.series.curves({ series: [{ run, key: 'loss' }], from, to: from + width, pixels: 700 });
        const at = columns.value.indexOf(5);
        expect(columns.step[at]).toBe(spike);
        expect(columns.step.length).toBeLessThanOrEqual(2804);
      }
    }
    const whole = store.series.curves({ series: [{ run, key: 'loss' }], pixels: 700 });
    expect(whole.step[0]).toBe(0);
    expect(whole.step.at(-1)).toBe(length - 1);
    expect(whole.exact).toBe(false);
    store.close();
  });
});
