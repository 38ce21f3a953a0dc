import type { ChartTokens } from './chart-tokens.ts';
import { drawInTurns } from './drawn-in-turns.ts';
import type { RunColors } from './run-colors.ts';
import { laneOffset, type RunScale } from './run-scale.ts';
import type { Size } from './use-plot.ts';

export const scatterMargins = { left: 74, right: 14, top: 10, bottom: 42 };

export interface ScatterLayout {
  size: Size;
  left: number;
  top: number;
  width: number;
  height: number;
  x: Float32Array;
  y: Float32Array;
}

export function layScatter(x: RunScale, y: RunScale, size: Size): ScatterLayout {
  const { left, right, top, bottom } = scatterMargins;
  const width = Math.max(1, size.width - left - right);
  const height = Math.max(1, size.height - top - bottom);
  return {
    ...{ size, left, top, width, height },
    x: Float32Array.from(x.shares, (share, run) => left + (share + laneOffset(x, run)) * width),
    y: Float32Array.from(y.shares, (share, run) => top + (1 - share + laneOffset(y, 7 * run + 3)) * height),
  };
}

/** Those of `runs` that have a place. @returns what ends the drawing */
export function drawPoints(context: CanvasRenderingContext2D, layout: ScatterLayout, runs: Uint32Array, colors: RunColors): () => void {
  const radius = runs.length > 3000 ? 2 : runs.length > 300 ? 3 : 4;
  context.globalAlpha = runs.length > 1500 ? 0.55 : 0.85;
  const stamps = colors.palette.map((color) => stampOf(color, radius));
  const half = radius + 1;
  return drawInTurns({ count: runs.length, chunk: 200, most: 4000 }, (places) => {
    for (const place of places) {
      const run = runs[place];
      const [left, top] = [layout.x[run], layout.y[run]];
      if (Number.isNaN(left) || Number.isNaN(top)) continue;
      context.drawImage(stamps[colors.of[run]], left - half, top - half, 2 * half, 2 * half);
    }
  });
}

/** A dot drawn once a colour: arcs by the thousand are slow. */
function stampOf(color: string, radius: number): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const stamp = document.createElement('canvas');
  stamp.width = stamp.height = Math.ceil(2 * (radius + 1) * ratio);
  const context = stamp.getContext('2d')!;
  context.fillStyle = color;
  context.beginPath();
  context.arc(stamp.width / 2, stamp.width / 2, radius * ratio, 0, 2 * Math.PI);
  context.fill();
  return stamp;
}

export function drawScatterAxes(
  context: CanvasRenderingContext2D,
  layout: ScatterLayout,
  x: RunScale,
  y: RunScale,
  tokens: ChartTokens,
): void {
  const { left, top, width, height } = layout;
  context.font = '10.5px system-ui, sans-serif';
  context.fillStyle = tokens.quiet;
  context.strokeStyle = tokens.grid;
  context.lineWidth = 1;
  const wide = x.kind === 'category' ? width / Math.max(1, x.categories.length) : 60;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const { share, label } of spaced(x.ticks, width, Math.max(46, Math.min(90, wide)))) {
    const at = Math.round(left + share * width) + 0.5;
    line(context, at, top, at, top + height);
    context.fillText(shortened(label, Math.floor(Math.max(wide, 46) / 5.6)), at, top + height + 5);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { share, label } of spaced(y.ticks, height, 13)) {
    const at = Math.round(top + (1 - share) * height) + 0.5;
    line(context, left, at, left + width, at);
    context.fillText(shortened(label, 9), left - 6, at);
  }
  context.strokeStyle = tokens.axis;
  context.strokeRect(left + 0.5, top + 0.5, width, height);
}

function line(context: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

function spaced(ticks: RunScale['ticks'], length: number, room: number): RunScale['ticks'] {
  const every = Math.max(1, Math.ceil(ticks.length / Math.max(2, length / room)));
  return ticks.filter((_, at) => at % every === 0);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(3, most - 1))}…`;
}

export function nearestDot({ x, y }: ScatterLayout, mask: Uint8Array, left: number, top: number): number {
  let best = -1;
  let least = 12 * 12;
  for (let run = 0; run < mask.length; run += 1) {
    if (mask[run] === 0) continue;
    const distance = (x[run] - left) ** 2 + (y[run] - top) ** 2;
    if (distance < least) {
      least = distance;
      best = run;
    }
  }
  return best;
}
