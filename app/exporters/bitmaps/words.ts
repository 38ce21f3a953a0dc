import type { SampleMeta } from '../../../shared/measurement.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { unpackTexts } from '../../../shared/texts.ts';
import { blank, ink, soft, text, textWidth } from './paint.ts';

const [mostLines, longestLine, lineHeight, margin] = [60, 100, 12, 6];

/** Logged texts one after another, or a table row by row; what is beyond a page ends in three dots. */
export function wordsBitmap(tensors: Record<string, WireTensor>, { columns }: SampleMeta): Bitmap {
  const texts = unpackTexts(tensors);
  const lines = columns === undefined ? texts.flatMap((one) => one.split('\n')) : [columns.join(' | '), ...rowsOf(texts, columns.length)];
  const shown = lines.slice(0, mostLines).map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}...` : line));
  if (lines.length > mostLines) shown.push('...');
  const bitmap = blank(Math.max(60, ...shown.map((line) => textWidth(line))) + 2 * margin, shown.length * lineHeight + 2 * margin);
  shown.forEach((line, at) => {
    text(bitmap, line, margin, margin + at * lineHeight, at === 0 && columns !== undefined ? soft : ink);
  });
  return bitmap;
}

function rowsOf(cells: string[], width: number): string[] {
  return Array.from({ length: Math.ceil(cells.length / Math.max(1, width)) }, (_, row) =>
    cells.slice(row * width, (row + 1) * width).join(' | '),
  );
}
