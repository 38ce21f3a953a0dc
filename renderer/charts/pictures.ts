import { type Plate, ssimMap, ssimWindow } from '../../shared/ssim.ts';

/** Pictures as they were recorded: [count, height, width, channels], a byte a channel. */
export interface Pictures {
  count: number;
  height: number;
  width: number;
  channels: number;
  data: Uint8Array;
}

export interface GridPlace {
  columns: number;
  rows: number;
  /** Screen pixels a picture pixel takes; a whole number where pictures are shown larger than life. */
  scale: number;
}

/** The most even grid with the largest whole scale that fits the box. */
export function fitGrid(pictures: Pictures, width: number, height: number, gap = 1): GridPlace {
  let best: GridPlace = { columns: Math.ceil(Math.sqrt(pictures.count)), rows: 1, scale: 0 };
  for (let columns = 1; columns <= pictures.count; columns += 1) {
    const rows = Math.ceil(pictures.count / columns);
    const fit = Math.min((width + gap) / columns / (pictures.width + gap), (height + gap) / rows / (pictures.height + gap));
    const scale = fit >= 1 ? Math.floor(fit) : fit;
    const spare = columns * rows - pictures.count;
    const isBetter = scale > best.scale || (scale === best.scale && spare < best.columns * best.rows - pictures.count);
    if (isBetter) best = { columns, rows, scale };
  }
  return { ...best, rows: Math.ceil(pictures.count / best.columns) };
}

/** One picture as RGBA. */
export function picturePixels(pictures: Pictures, index: number): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, channels, data } = pictures;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const from = index * width * height * channels;
  for (let i = 0; i < width * height; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) pixels[i * 4 + channel] = data[from + i * channels + Math.min(channel, channels - 1)];
    pixels[i * 4 + 3] = 255;
  }
  return pixels;
}

/** |a − b| of each byte, for pictures of one shape. */
export function differencePictures(first: Pictures, second: Pictures): Pictures | null {
  if (first.width !== second.width || first.height !== second.height || first.channels !== second.channels) return null;
  const count = Math.min(first.count, second.count);
  const length = count * first.width * first.height * first.channels;
  const data = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) data[i] = Math.abs(first.data[i] - second.data[i]);
  return { ...first, count, data };
}

export function meanDifference(difference: Pictures): number {
  let sum = 0;
  for (const value of difference.data) sum += value;
  return difference.data.length === 0 ? 0 : sum / difference.data.length;
}

export interface Likeness {
  /** Local similarity of each pair as a grey picture: white 1, black 0 and below. */
  maps: Pictures;
  /** SSIM of each pair. */
  values: number[];
  window: number;
}
/** Structural similarity of pictures of one shape, pair by pair. */
export function likenessOf(first: Pictures, second: Pictures): Likeness | null {
  const count = Math.min(first.count, second.count);
  const found = Array.from({ length: count }, (_, i) => ssimMap(plateOf(first, i), plateOf(second, i)));
  const sized = found[0];
  if (!sized) return null;
  const { width, height } = sized;
  const data = new Uint8Array(count * width * height);
  const values = found.map((map, i) => {
    if (!map) return Number.NaN;
    map.values.forEach((value, at) => {
      data[i * width * height + at] = Math.round(Math.max(0, value) * 255);
    });
    return map.values.reduce((sum, value) => sum + value, 0) / map.values.length;
  });
  return { maps: { count, width, height, channels: 1, data }, values, window: ssimWindow(first) };
}
function plateOf({ width, height, channels, data }: Pictures, index: number): Plate {
  const size = width * height * channels;
  return { width, height, channels, data: data.subarray(index * size, (index + 1) * size) };
}
