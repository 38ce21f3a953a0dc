import { encode } from 'fast-png';
import type { SampleEntry } from '../../../shared/api/measurements.ts';
import type { NamedTensor } from '../../../shared/measurement.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { ExportSource } from '../../exporter.ts';

/** `pixels` [n,height,width,channels], at most `count` of them. */
export function picturesOf(source: ExportSource, entry: SampleEntry, count = 256): NamedTensor {
  const { pixels } = source.sampleTensors(entry.id);
  const [n, ...shape] = pixels.shape;
  const shown = Math.min(n, count);
  return { shape: [shown, ...shape], data: pixels.data.subarray(0, (pixels.data.length / n) * shown) } as NamedTensor;
}

export function dataUrl({ width, height, channels, data }: Bitmap): string {
  return `data:image/png;base64,${Buffer.from(encode({ width, height, channels: channels as 1 | 3, depth: 8, data })).toString('base64')}`;
}

/** First, last, and those between evenly, at most `count`. */
export function spread(entries: readonly SampleEntry[], count = 4): SampleEntry[] {
  if (entries.length <= count) return [...entries];
  if (count === 1) return [entries[entries.length - 1]];
  return Array.from({ length: count }, (_, index) => entries[Math.round((index * (entries.length - 1)) / (count - 1))]);
}
