/** Pictures as [height × width × channels] of bytes, or of any range. */
export interface Plate {
  width: number;
  height: number;
  channels: number;
  data: ArrayLike<number>;
}
/** The window of Wang et al. 2004; smaller pictures than 24 pixels are looked at through a smaller one, which has to be said beside the figure. */
export function ssimWindow(plate: Pick<Plate, 'width' | 'height'>): number {
  const side = Math.min(plate.width, plate.height);
  const wished = side < 24 ? 7 : 11;
  return wished <= side ? wished : side % 2 === 1 ? side : side - 1;
}

const sigma = 1.5;

/**
 * Structural similarity (Wang, Bovik, Sheikh and Simoncelli 2004): the mean over all places of a Gaussian window (σ 1.5) that lies
 * inside the pictures of (2μμ' + C₁)(2σ₁₂ + C₂) / ((μ² + μ'² + C₁)(σ² + σ'² + C₂)), C₁ = (.01 L)², C₂ = (.03 L)², L the range of values;
 * channels are averaged. 1 for equal pictures. Pictures of other shapes have none: null.
 */
export function ssim(first: Plate, second: Plate, range = 255): number | null {
  const map = ssimMap(first, second, range);
  return map === null ? null : map.values.reduce((sum, value) => sum + value, 0) / map.values.length;
}

/** The similarity at each place of the window, [height × width], smaller than the pictures by the window less one. */
export function ssimMap(first: Plate, second: Plate, range = 255): { width: number; height: number; values: Float64Array } | null {
  const { width, height, channels } = first;
  if (second.width !== width || second.height !== height || second.channels !== channels) return null;
  const window = ssimWindow(first);
  if (window < 1) return null;
  const weights = gaussian(window);
  const map = { width: width - window + 1, height: height - window + 1 };
  const values = new Float64Array(map.width * map.height);
  for (let channel = 0; channel < channels; channel += 1) {
    const a = planeOf(first, channel);
    const b = planeOf(second, channel);
    const blur = (plane: Float64Array) => blurred(plane, width, height, weights);
    const both = (x: Float64Array, y: Float64Array) => blur(x.map((value, i) => value * y[i]));
    const moments = { meanA: blur(a), meanB: blur(b), squareA: both(a, a), squareB: both(b, b), product: both(a, b) };
    for (let i = 0; i < values.length; i += 1) values[i] += similarity(moments, i, range) / channels;
  }
  return { ...map, values };
}

type Moments = Record<'meanA' | 'meanB' | 'squareA' | 'squareB' | 'product', Float64Array>;
function similarity({ meanA, meanB, squareA, squareB, product }: Moments, i: number, range: number): number {
  const c1 = (0.01 * range) ** 2;
  const c2 = (0.03 * range) ** 2;
  const [a, b] = [meanA[i], meanB[i]];
  const spread = squareA[i] - a * a + squareB[i] - b * b;
  return ((2 * a * b + c1) * (2 * (product[i] - a * b) + c2)) / ((a * a + b * b + c1) * (spread + c2));
}

function planeOf({ width, height, channels, data }: Plate, channel: number): Float64Array {
  return Float64Array.from({ length: width * height }, (_, i) => data[i * channels + channel]);
}
function gaussian(size: number): Float64Array {
  const middle = (size - 1) / 2;
  const raw = Float64Array.from({ length: size }, (_, i) => Math.exp(-((i - middle) ** 2) / (2 * sigma * sigma)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}
/** Across, then down; only places where the whole window lies inside. */
function blurred(values: Float64Array, width: number, height: number, weights: Float64Array): Float64Array {
  const across = width - weights.length + 1;
  const down = height - weights.length + 1;
  const rows = new Float64Array(across * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < across; x += 1) {
      let sum = 0;
      for (let k = 0; k < weights.length; k += 1) sum += weights[k] * values[y * width + x + k];
      rows[y * across + x] = sum;
    }
  }
  const result = new Float64Array(across * down);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      let sum = 0;
      for (let k = 0; k < weights.length; k += 1) sum += weights[k] * rows[(y + k) * across + x];
      result[y * across + x] = sum;
    }
  }
  return result;
}
