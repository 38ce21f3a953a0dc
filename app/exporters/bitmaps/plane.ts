import { classColors } from '../../../shared/class-colors.ts';
import type { SampleMeta } from '../../../shared/measurement.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { finiteRange, padded, type Range } from '../report/axes.ts';
import { colorOf } from '../report/color.ts';
import { blank, type Color, dot, fill, ink, soft, text } from './paint.ts';

const side = 480;
const made: Color = [194, 90, 0];
const white: Color = [255, 255, 255];

/** `points` [n,2] of an encoder, coloured by class, hollow where they are of the second domain, with the names beside. */
export function embeddingBitmap({ points, labels, domains }: Record<string, WireTensor>, meta: SampleMeta): Bitmap {
  const names = meta.names ?? [];
  const legend = names.length === 0 && !meta.domains ? 0 : 140;
  const bitmap = blank(side + legend, side);
  const [x, y] = [rangeOf(points, 0), rangeOf(points, 1)];
  for (let at = 0; at < points.shape[0]; at += 1) {
    const color = rgb(classColors[Number(labels?.data[at] ?? 0) % classColors.length]);
    const [left, top] = placed(points.data[2 * at], points.data[2 * at + 1], x, y);
    dot(bitmap, left, top, 3, color);
    if (Number(domains?.data[at] ?? 0) === 1) dot(bitmap, left, top, 1.5, white);
  }
  names.forEach((name, label) => {
    dot(bitmap, side + 10, 14 + label * 14, 3, rgb(classColors[label % classColors.length]));
    text(bitmap, name, side + 18, 10 + label * 14, ink);
  });
  (meta.domains ?? []).forEach((name, domain) => {
    const top = 24 + (names.length + domain) * 14;
    dot(bitmap, side + 10, top, 3, soft);
    if (domain === 1) dot(bitmap, side + 10, top, 1.5, white);
    text(bitmap, name, side + 18, top - 4, ink);
  });
  return bitmap;
}

/** Real points grey, generated ones coloured; on a line the real ones above. */
export function pointsBitmap({ real, generated }: Record<string, WireTensor>): Bitmap {
  if (real.shape[1] !== 2) {
    const bitmap = blank(side, 120);
    const range = padded(finiteRange([real.data, generated.data]));
    const at = (value: number) => ((value - range.low) / (range.high - range.low)) * side;
    for (const value of real.data) fill(bitmap, at(value), 8, 1, 48, soft);
    for (const value of generated.data) fill(bitmap, at(value), 64, 1, 48, made);
    return bitmap;
  }
  const bitmap = blank(side, side);
  const range = padded(finiteRange([real.data, generated.data]));
  drawPoints(bitmap, real, range, range, soft);
  drawPoints(bitmap, generated, range, range, made);
  return bitmap;
}

/** The critic's values from dark (low) to light, with real points white and generated ones orange. */
export function surfaceBitmap({ values, real, generated }: Record<string, WireTensor>, meta: SampleMeta): Bitmap {
  const bitmap = heat(values, true);
  const { left, right, bottom, top } = meta.region ?? { left: -1, right: 1, bottom: -1, top: 1 };
  const [x, y] = [
    { low: left, high: right },
    { low: bottom, high: top },
  ];
  if (real) drawPoints(bitmap, real, x, y, white);
  if (generated) drawPoints(bitmap, generated, x, y, made);
  return bitmap;
}

/** A transport plan as a matrix: row real, column generated. */
export function planBitmap({ plan }: Record<string, WireTensor>): Bitmap {
  return heat(plan, false);
}

/** A matrix in colours, as large as fits; row 0 at the bottom where `isUp`. */
function heat(matrix: WireTensor, isUp: boolean): Bitmap {
  const [rows, columns] = matrix.shape;
  const { low, high } = finiteRange([matrix.data]);
  const bitmap = blank(side, side);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = Number(matrix.data[(isUp ? rows - 1 - row : row) * columns + column]);
      const [left, top] = [Math.round((column * side) / columns), Math.round((row * side) / rows)];
      const size = [Math.round(((column + 1) * side) / columns) - left, Math.round(((row + 1) * side) / rows) - top];
      const [red, green, blue] = colorOf(high > low ? (value - low) / (high - low) : 0.5);
      fill(bitmap, left, top, size[0], size[1], [red, green, blue]);
    }
  }
  return bitmap;
}

function drawPoints(bitmap: Bitmap, { shape, data }: WireTensor, x: Range, y: Range, color: Color): void {
  for (let at = 0; at < shape[0]; at += 1) {
    const [left, top] = placed(data[2 * at], data[2 * at + 1], x, y);
    if (Number.isFinite(left) && Number.isFinite(top)) dot(bitmap, left, top, 1.6, color);
  }
}

function placed(right: number, up: number, x: Range, y: Range): [number, number] {
  return [((right - x.low) / (x.high - x.low)) * side, side - ((up - y.low) / (y.high - y.low)) * side];
}

function rangeOf({ data }: WireTensor, axis: 0 | 1): Range {
  return padded(finiteRange([Float64Array.from({ length: data.length / 2 }, (_, at) => Number(data[2 * at + axis]))]));
}

function rgb(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
