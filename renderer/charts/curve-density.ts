import type { CurveDrawing } from './curve-drawing.ts';

/** In each pixel, from the top left: how many lines pass through it, each counting as one in every column that it crosses. */
export interface Density {
  width: number;
  height: number;
  counts: Float32Array;
  most: number;
}

/**
 * Lines as a density (D. Moritz and D. Fisher, Visualizing a Million Time Series with the Density Line Chart, 2018): a steep line is spread
 * over what it passes in a column, so that it weighs no more than a flat one.
 */
export function densityOf(
  { lines, from, to, low, high }: Pick<CurveDrawing, 'lines' | 'from' | 'to' | 'low' | 'high'>,
  width: number,
  height: number,
): Density {
  const counts = new Float32Array(width * height);
  const top = new Int32Array(width);
  const bottom = new Int32Array(width);
  const across = (place: number) => ((place - from) / (to - from)) * width;
  const down = (value: number) => (1 - (value - low) / (high - low)) * height;
  for (const { x, raw, smooth } of lines) {
    const values = smooth ?? raw;
    top.fill(height);
    bottom.fill(-1);
    const see = (column: number, row: number) => {
      if (column < 0 || column >= width) return;
      if (row < top[column]) top[column] = row;
      if (row > bottom[column]) bottom[column] = row;
    };
    for (let at = 0; at < x.length; at += 1) {
      const [x1, y1] = [across(x[at]), down(values[at])];
      if (Number.isNaN(y1)) continue;
      see(columnOf(x1, width), Math.floor(y1));
      if (at === 0 || Number.isNaN(values[at - 1])) continue;
      segment(across(x[at - 1]), down(values[at - 1]), x1, y1, width, see);
    }
    for (let column = 0; column < width; column += 1) {
      if (bottom[column] < top[column]) continue;
      const share = 1 / (bottom[column] - top[column] + 1);
      for (let row = Math.max(0, top[column]); row <= Math.min(height - 1, bottom[column]); row += 1) counts[row * width + column] += share;
    }
  }
  return { width, height, counts, most: counts.reduce((most, count) => Math.max(most, count), 0) };
}

/** A place on the right edge belongs to the last column. */
function columnOf(x: number, width: number): number {
  return x === width ? width - 1 : Math.floor(x);
}

function segment(x0: number, y0: number, x1: number, y1: number, width: number, see: (column: number, row: number) => void): void {
  const [left, leftY, right, rightY] = x0 <= x1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
  if (right === left) return;
  const slope = (rightY - leftY) / (right - left);
  for (let column = Math.max(0, Math.floor(left)); column < Math.min(width, Math.ceil(right)); column += 1) {
    see(column, Math.floor(leftY + slope * (Math.max(left, column) - left)));
    see(column, Math.floor(leftY + slope * (Math.min(right, column + 1) - left)));
  }
}
