import type { TensorInfo } from '@tensorflow/tfjs';
import { kinds } from '../addon.ts';
import type { Call, Kernels } from '../kernel.ts';

/**
 * Resizing as two products with a matrix for each side, [out, in]: its gradient is the product with their transposes. The weights are
 * tfjs's, which reads the corners in three ways (half pixels, aligned, and neither).
 */
export const resizing: Kernels = {
  ResizeBilinear: (call) => resized(call, between),
  ResizeNearestNeighbor: (call) => resized(call, nearest),
  ResizeBilinearGrad: (call) => gradient(call, between),
  ResizeNearestNeighborGrad: (call) => gradient(call, nearest),
};

interface Corners {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}
/** One side: where from and how much, for each place of the result. */
type Weights = (inSize: number, outSize: number, corners: Corners) => [from: number, weight: number][][];

const between: Weights = (inSize, outSize, { alignCorners, halfPixelCenters }) => {
  const scale = alignCorners && outSize > 1 ? (inSize - 1) / (outSize - 1) : inSize / outSize;
  return Array.from({ length: outSize }, (_, at) => {
    const place = halfPixelCenters ? scale * (at + 0.5) - 0.5 : scale * at;
    const before = Math.max(0, Math.floor(place));
    const share = place - before;
    const after = Math.min(inSize - 1, Math.ceil(place));
    return [
      [before, 1 - share],
      [after, share],
    ];
  });
};

const nearest: Weights = (inSize, outSize, { alignCorners, halfPixelCenters }) => {
  const scale = alignCorners && outSize > 1 ? (inSize - 1) / (outSize - 1) : inSize / outSize;
  return Array.from({ length: outSize }, (_, at) => {
    const place = halfPixelCenters ? scale * (at + 0.5) : scale * at;
    const from = Math.min(inSize - 1, alignCorners ? Math.round(place) : Math.floor(place));
    return [[Math.max(0, from), 1]];
  });
};

function resized(call: Call, weights: Weights): TensorInfo {
  const { input, attrs } = call;
  const images = input('images');
  const [height, width]: [number, number] = attrs.size;
  const [, inHeight, inWidth] = images.shape as [number, number, number, number];
  return turned(
    call,
    images,
    matrix(weights(inHeight, height, attrs as never), inHeight),
    matrix(weights(inWidth, width, attrs as never), inWidth),
  );
}

function gradient(call: Call, weights: Weights): TensorInfo {
  const { input, attrs } = call;
  const dy = input('dy');
  const [, inHeight, inWidth] = input('images').shape as [number, number, number, number];
  const [, height, width] = dy.shape as [number, number, number, number];
  const down = matrix(weights(inHeight, height, attrs as never), inHeight);
  const across = matrix(weights(inWidth, width, attrs as never), inWidth);
  return turned(call, dy, transposed(down), transposed(across));
}

interface Matrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

function matrix(rows: [number, number][][], columns: number): Matrix {
  const values = new Float32Array(rows.length * columns);
  for (const [row, parts] of rows.entries()) {
    for (const [from, weight] of parts) values[row * columns + from]! += weight;
  }
  return { rows: rows.length, columns, values };
}

function transposed({ rows, columns, values }: Matrix): Matrix {
  const turned = values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!);
  return { rows: columns, columns: rows, values: turned };
}

/** down · x over height, then across · over width; x is [batch, height, width, channels]. */
function turned({ torch, backend }: Call, x: TensorInfo, down: Matrix, across: Matrix): TensorInfo {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const floats = x.dtype === 'float32' ? backend.id(x) : torch.run('cast', backend.id(x), kinds.float32, 0, 0);
  const [first, second] = [down, across].map(({ rows, columns, values }) => torch.create(values, [rows, columns], kinds.float32));
  const tall = torch.run('matricesProduct', first!, torch.run('reshape', floats, [batch, height, width * channels]));
  const broad = torch.run('matricesProduct', second!, torch.run('reshape', tall, [batch * down.rows, width, channels]));
  return backend.out(torch.run('reshape', broad, [batch, down.rows, across.rows, channels]), 'float32');
}
