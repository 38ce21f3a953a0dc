import { unsmoothed } from './smoothing.ts';
import { describe, expect, test } from 'vitest';
import { type CurveLine, type CurveOptions, drawCurves } from './curve-drawing.ts';
import { endsOver, groundOf, hasNews, isOver } from './curve-layers.ts';

/** A point every 10 ms. */
function line(length: number, value = (step: number) => Math.sin(step / 10)): CurveLine {
  const steps = Float64Array.from({ length }, (_, i) => i);
  const looks = { run: 'r', key: 'k', label: 'r', color: '#000', dash: noDash, start: 0 };
  return { ...looks, steps, times: steps.map((step) => step * 10), values: steps.map(value) };
}
const noDash: number[] = [];
const plain: CurveOptions = { axis: 'step', scale: 'linear', smoothing: { kind: 'ema', weight: 0.9 }, ignoresOutliers: false, range: null };
const draw = (length: number, options = plain) => drawCurves([line(length)], options);

describe('a live chart in two layers', () => {
  test('its axis has room for three seconds; at rest it ends where the points do', () => {
    const live = groundOf(draw(10_001), plain, true);
    expect(live.drawing.to).toBe(10_300);
    expect(groundOf(draw(10_001), plain, false).drawing.to).toBe(10_000);
    expect(groundOf(draw(11), plain, true).drawing.to).toBe(13);
    expect(groundOf(draw(1_000_001), plain, true).drawing.to).toBe(1_015_625);
  });
  test('new points inside the frame are drawn over it, from its last point on', () => {
    const ground = groundOf(draw(1001), plain, true);
    const later = draw(1101);
    expect(isOver(ground, later, plain)).toBe(true);
    expect(hasNews(ground, later)).toBe(true);
    expect(hasNews(ground, draw(1001))).toBe(false);
    const over = endsOver(ground, later);
    expect([over.from, over.to, over.low, over.high]).toEqual([0, 1250, ground.drawing.low, ground.drawing.high]);
    const [{ x, raw, smooth }] = over.lines;
    expect([x[0], x.length]).toEqual([1000, 101]);
    expect(raw.at(-1)).toBe(Math.sin(110));
    expect(smooth?.at(-1)).toBe(later.lines[0].smooth?.at(-1));
  });
  test('what leaves the frame, changes its looks or thins it out anew makes a new ground', () => {
    const ground = groundOf(draw(1001), plain, true);
    const high = drawCurves([line(1002, (step) => (step === 1001 ? 9 : Math.sin(step / 10)))], plain);
    const broken = drawCurves([line(1002, (step) => (step === 1001 ? Number.NaN : Math.sin(step / 10)))], plain);
    const thinned = drawCurves([{ ...line(1001), steps: line(1001).steps.map((step) => step * 1.1) }], plain);
    const other = { ...plain, smoothing: unsmoothed };
    expect(isOver(ground, draw(2000), plain)).toBe(false);
    expect(isOver(ground, high, plain)).toBe(false);
    expect(isOver(ground, broken, plain)).toBe(false);
    expect(isOver(ground, thinned, plain)).toBe(false);
    expect(isOver(ground, draw(1002, other), other)).toBe(false);
    expect(isOver(ground, drawCurves([line(1002), line(5)], plain), plain)).toBe(false);
    expect(isOver(ground, drawCurves([{ ...line(1002), color: '#111' }], plain), plain)).toBe(false);
  });
});
