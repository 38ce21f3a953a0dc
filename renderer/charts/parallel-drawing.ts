import type { ChartTokens } from './chart-tokens.ts';
import { drawInTurns } from './drawn-in-turns.ts';
import type { RunColors } from './run-colors.ts';
import { laneOffset, type RunScale } from './run-scale.ts';
import type { Size } from './use-plot.ts';

export const parallelMargins = { left: 58, right: 58, top: 30, bottom: 28 };
/** Below an axis stand the runs that have no place on it. */
const noneBelow = 14;

export interface ParallelLayout {
  size: Size;
  /** Of each axis, left to right. */
  x: number[];
  top: number;
  height: number;
  /** Of each axis, a place a run. */
  y: Float32Array[];
}

export function layParallel(scales: RunScale[], size: Size): ParallelLayout {
  const { left, right, top, bottom } = parallelMargins;
  const height = Math.max(1, size.height - top - bottom);
  const width = Math.max(1, size.width - left - right);
  const x = scales.map((_, at) => Math.round(left + (scales.length === 1 ? width / 2 : (width * at) / (scales.length - 1))));
  const y = scales.map((scale) =>
    Float32Array.from(
      scale.shares,
      (share, run) => top + (Number.isNaN(share) ? height + noneBelow : (1 - share + laneOffset(scale, run)) * height),
    ),
  );
  return { size, x, top, height, y };
}

/** Of segments of lines that are drawn in a frame. */
const segmentsATurn = 5000;
/** So many can be wider than a device's pixel, which takes long without a GPU. */
const fewLines = 200;

/** Lines of `runs`, as dense as they are many. @returns what ends the drawing */
export function drawLines(context: CanvasRenderingContext2D, layout: ParallelLayout, runs: Uint32Array, colors: RunColors): () => void {
  context.lineWidth = runs.length > fewLines ? 1 / (window.devicePixelRatio || 1) : 1.5;
  context.lineJoin = 'bevel';
  context.globalAlpha = Math.min(0.9, Math.max(0.1, 40 / Math.sqrt(Math.max(1, runs.length)) / 8));
  const { x, y } = layout;
  return drawInTurns({ count: runs.length, chunk: 64, most: Math.ceil(segmentsATurn / x.length) }, (places) => {
    const chunk = places.map((place) => runs[place]).sort((a, b) => colors.of[a] - colors.of[b]);
    let color = -1;
    for (const run of chunk) {
      if (colors.of[run] !== color) {
        if (color >= 0) context.stroke();
        color = colors.of[run];
        context.strokeStyle = colors.palette[color];
        context.beginPath();
      }
      context.moveTo(x[0], y[0][run]);
      for (let axis = 1; axis < x.length; axis += 1) context.lineTo(x[axis], y[axis][run]);
    }
    if (color >= 0) context.stroke();
  });
}

export function drawAxes(context: CanvasRenderingContext2D, layout: ParallelLayout, scales: RunScale[], tokens: ChartTokens): void {
  const { x, top, height } = layout;
  context.font = '10.5px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  scales.forEach((scale, axis) => {
    context.strokeStyle = tokens.quiet;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x[axis] + 0.5, top);
    context.lineTo(x[axis] + 0.5, top + height);
    context.stroke();
    const isLast = axis === scales.length - 1 && axis > 0;
    context.textAlign = isLast ? 'left' : 'right';
    const write = (text: string, place: number) => {
      const side = x[axis] + (isLast ? 5 : -5);
      context.lineWidth = 3;
      context.strokeStyle = tokens.background;
      context.strokeText(text, side, place);
      context.fillStyle = tokens.quiet;
      context.fillText(text, side, place);
    };
    const room = (axis === 0 || isLast ? parallelMargins.left : x[1] - x[0]) - 10;
    for (const { share, label } of spaced(scale.ticks, height)) write(shortened(label, Math.floor(room / 5.6)), top + (1 - share) * height);
    if (scale.unplaced > 0) write(`none ${scale.unplaced}`, top + height + noneBelow);
  });
}

/** Labels that don't stand over each other. */
function spaced(ticks: RunScale['ticks'], height: number): RunScale['ticks'] {
  const every = Math.max(1, Math.ceil(ticks.length / Math.max(2, height / 13)));
  return ticks.filter((_, at) => at % every === 0);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(3, most - 1))}…`;
}

/** The run whose line passes nearest to a place, of those in `mask`; −1 where none is near. */
export function nearestLine(layout: ParallelLayout, mask: Uint8Array, left: number, top: number): number {
  const { x, y } = layout;
  if (x.length === 0) return -1;
  let axis = 0;
  while (axis < x.length - 2 && left > x[axis + 1]) axis += 1;
  const next = Math.min(axis + 1, x.length - 1);
  const share = x[next] === x[axis] ? 0 : Math.min(1, Math.max(0, (left - x[axis]) / (x[next] - x[axis])));
  let best = -1;
  let least = 8;
  for (let run = 0; run < mask.length; run += 1) {
    if (mask[run] === 0) continue;
    const distance = Math.abs(y[axis][run] * (1 - share) + y[next][run] * share - top);
    if (distance < least) {
      least = distance;
      best = run;
    }
  }
  return best;
}
