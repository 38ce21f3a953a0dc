import type { WireTensor } from '../../shared/safetensors.ts';

/** Tensors on a 2-D canvas, without a library: quick enough for every frame of a scrub. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
export interface Region {
  left: number;
  right: number;
  bottom: number;
  top: number;
}
export interface PointSet {
  /** [n,1] or [n,2]. */
  points: WireTensor;
  color: string;
  radius?: number;
  opacity?: number;
}
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Cells of whole multiples of a picture's pixels where there is room, a pixel apart. */
export function gridLayout(options: { count: number; size: [number, number]; width: number; columns?: number }) {
  const { count, size, width } = options;
  const columns = Math.max(1, Math.min(count, options.columns ?? Math.floor((width + 1) / (Math.max(size[0], 28) + 1))));
  const room = (width - (columns - 1)) / columns;
  const scale = room >= size[0] ? Math.floor(room / size[0]) : room / size[0];
  const cell: [number, number] = [Math.max(1, Math.floor(size[0] * scale)), Math.max(1, Math.floor(size[1] * scale))];
  const rows = Math.max(1, Math.ceil(count / columns));
  return {
    columns,
    rows,
    width: columns * (cell[0] + 1) - 1,
    height: rows * (cell[1] + 1) - 1,
    place: (index: number): Box => ({
      left: (index % columns) * (cell[0] + 1),
      top: Math.floor(index / columns) * (cell[1] + 1),
      width: cell[0],
      height: cell[1],
    }),
    at: (x: number, y: number): number | null => {
      const column = Math.floor(x / (cell[0] + 1));
      const row = Math.floor(y / (cell[1] + 1));
      return column < 0 || column >= columns || row < 0 || row >= rows ? null : row * columns + column;
    },
  };
}

/** Picture `index` of [n,h,w,c] bytes as red, green, blue, opaque. */
export function pictureData(pixels: WireTensor, index: number): ImageData {
  const [, height, width, channels] = pixels.shape;
  const image = new ImageData(width, height);
  const from = index * height * width * channels;
  for (let i = 0; i < height * width; i++) {
    const at = from + i * channels;
    image.data[i * 4] = pixels.data[at];
    image.data[i * 4 + 1] = pixels.data[at + (channels === 3 ? 1 : 0)];
    image.data[i * 4 + 2] = pixels.data[at + (channels === 3 ? 2 : 0)];
    image.data[i * 4 + 3] = 255;
  }
  return image;
}

const scratch = new Map<string, OffscreenCanvas>();

export function paintPicture(context: Context, pixels: WireTensor, index: number, box: Box): void {
  const [, height, width] = pixels.shape;
  const key = `${width}x${height}`;
  const canvas = scratch.get(key) ?? new OffscreenCanvas(width, height);
  scratch.set(key, canvas);
  canvas.getContext('2d')?.putImageData(pictureData(pixels, index), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, box.left, box.top, box.width, box.height);
}

export function paintPoints(
  context: Context,
  options: { sets: PointSet[]; region: Region; width: number; height: number; grid: string },
): void {
  const { sets, region, width, height, grid } = options;
  const scale = Math.min(width / (region.right - region.left), height / (region.top - region.bottom));
  const x = (value: number) => width / 2 + (value - (region.left + region.right) / 2) * scale;
  const y = (value: number) => height / 2 - (value - (region.bottom + region.top) / 2) * scale;
  const isLine = sets[0]?.points.shape[1] === 1;
  context.strokeStyle = grid;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, Math.round(isLine ? height - 20 : y(0)) + 0.5);
  context.lineTo(width, Math.round(isLine ? height - 20 : y(0)) + 0.5);
  context.moveTo(Math.round(x(0)) + 0.5, 0);
  context.lineTo(Math.round(x(0)) + 0.5, height);
  context.stroke();
  sets.forEach((set, order) => {
    context.fillStyle = set.color;
    context.globalAlpha = set.opacity ?? 0.75;
    if (isLine) paintLine(context, set, { region, width, height, order });
    else paintPlane(context, set, x, y);
  });
  context.globalAlpha = 1;
}

function paintPlane(
  context: Context,
  { points, radius = 1.4 }: PointSet,
  x: (value: number) => number,
  y: (value: number) => number,
): void {
  context.beginPath();
  for (let i = 0; i < points.shape[0]; i++) {
    const left = x(points.data[i * 2]);
    const top = y(points.data[i * 2 + 1]);
    context.moveTo(left + radius, top);
    context.arc(left, top, radius, 0, 2 * Math.PI);
  }
  context.fill();
}

/** One dimension: counts in 80 bins as bars on the axis, the points themselves as ticks under it. */
function paintLine(
  context: Context,
  { points }: PointSet,
  { region, width, height, order }: { region: Region; width: number; height: number; order: number },
): void {
  const bins = new Float64Array(80);
  const x = (value: number) => ((value - region.left) / (region.right - region.left)) * width;
  for (let i = 0; i < points.shape[0]; i++) {
    const share = (points.data[i] - region.left) / (region.right - region.left);
    if (share >= 0 && share < 1) bins[Math.floor(share * 80)]++;
    context.fillRect(x(points.data[i]), height - 18 + order * 8, 1, 6);
  }
  const most = bins.reduce((a, b) => Math.max(a, b), 1);
  const room = height - 28;
  bins.forEach((count, bin) => {
    const size = (count / most) * room;
    context.fillRect((bin / 80) * width, height - 20 - size, Math.max(1, width / 80 - 1), size);
  });
}

/** The smallest square region with a margin that holds the points. */
export function regionOf(tensors: readonly WireTensor[]): Region {
  let [left, right, bottom, top] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { shape, data } of tensors) {
    const dimensions = shape[1];
    for (let i = 0; i < shape[0]; i++) {
      const a = data[i * dimensions];
      const b = dimensions > 1 ? data[i * dimensions + 1] : 0;
      if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
      left = Math.min(left, a);
      right = Math.max(right, a);
      bottom = Math.min(bottom, b);
      top = Math.max(top, b);
    }
  }
  if (left > right) return { left: -1, right: 1, bottom: -1, top: 1 };
  const half = Math.max(right - left, top - bottom, 1e-6) * 0.56;
  const middle = [(left + right) / 2, (bottom + top) / 2];
  return { left: middle[0] - half, right: middle[0] + half, bottom: middle[1] - half, top: middle[1] + half };
}
