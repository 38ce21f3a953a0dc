import type { Tf } from '../tensor.ts';
import { type ConvolutionShape, convolutionOf, windowMargins } from './convolution-shape.ts';
import { type Loops, loopsOn } from './loops.ts';
import { paddedByChannel, paddedByPlace } from './padded.ts';
import { multiply } from './product.ts';
import { type KernelFunction, stockKernel, type WasmBackend } from './wasm-heap.ts';
import type { TensorInfo } from '../tensor-data.ts';

/**
 * The gradient of a convolution's kernel, which the stock wasm backend lacks:
 * dW[ky,kx,ci,co] = Σ_{n,i,j} x[n, s·i+ky−top, s·j+kx−left, ci] · dy[n,i,j,co].
 * As a product: (ky,kx,ci) is a row, and dy the right side. The sum's numbers of one run must lie at one step in the left side: with
 * the channels of x set apart those are a picture's row (i), with the examples innermost all examples of one place.
 */
export function conv2dBackpropFilter(tf: Tf): KernelFunction {
  const convolve = stockKernel(tf, 'Conv2D');
  const transpose = stockKernel(tf, 'Transpose');

  return ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const shape = convolutionOf(tf, x.shape, attrs.filterShape as number[], attrs);
    const { channels, kernelHeight, kernelWidth, filters } = shape;
    const loops = loopsOn(backend);
    if (loops === null) {
      return byConvolution({ x, dy, shape, backend, convolve, transpose });
    }
    const gradient = backend.makeOutput([kernelHeight, kernelWidth, channels, filters], 'float32');
    loops.scratch.during(() => {
      const { address, rowOffset, ...walk } = runsBeside(shape)
        ? overExamples(backend, loops, x, shape)
        : overPictureRows(backend, loops, x, shape);
      multiply(loops, {
        rows: kernelHeight * kernelWidth * channels,
        addressRows(table) {
          let out = backend.getMemoryOffset(gradient.dataId);
          let at = 0;
          for (let y = 0; y < kernelHeight; y += 1) {
            for (let column = 0; column < kernelWidth; column += 1) {
              for (let channel = 0; channel < channels; channel += 1) {
                table[at] = address + rowOffset(channel, y, column);
                table[at + 1] = out;
                at += 2;
                out += 4 * filters;
              }
            }
          }
        },
        runs: walk.runs,
        count: walk.count,
        step: walk.step,
        columns: filters,
        right: { address: backend.getMemoryOffset(dy.dataId), runStride: walk.runStride, rowStride: walk.rowStride, columnStride: 1 },
      });
    });
    return gradient;
  };
}

/**
 * Whether the examples of a place make the better runs. A number of a run that lies beside the last costs less than one at a
 * distance (measured: 40 against 28 GFLOP/s), and each run has a price of its own, some two numbers.
 */
function runsBeside({ batch, outHeight, outWidth, strideWidth }: ConvolutionShape): boolean {
  const ofExamples = outHeight * outWidth * (batch + 2);
  const ofPictureRows = batch * outHeight * (outWidth * (strideWidth === 1 ? 1 : 1.4) + 2);
  return ofExamples < ofPictureRows;
}

/** How the sum is walked: x as it was copied, and where its runs lie. */
interface Walk {
  address: number;
  /** From the first number to that of a kernel's row, in bytes. */
  rowOffset(channel: number, y: number, column: number): number;
  /** Byte offsets of the runs. */
  runs: number[];
  count: number;
  step: number;
  /** Between the runs and between the numbers of a run in dy, in numbers. */
  runStride: number;
  rowStride: number;
}

function overExamples(backend: WasmBackend, loops: Loops, x: TensorInfo, shape: ConvolutionShape): Walk {
  const { batch, filters, outHeight, outWidth, strideHeight, strideWidth } = shape;
  const { address, tall, broad } = paddedByPlace(backend, loops, x, windowMargins(shape));
  return {
    address,
    rowOffset: (channel, y, column) => 4 * batch * ((channel * tall + y) * broad + column),
    runs: Array.from(
      { length: outHeight * outWidth },
      (_, at) => 4 * batch * (Math.floor(at / outWidth) * strideHeight * broad + (at % outWidth) * strideWidth),
    ),
    count: batch,
    step: 4,
    runStride: filters,
    rowStride: outHeight * outWidth * filters,
  };
}

function overPictureRows(backend: WasmBackend, loops: Loops, x: TensorInfo, shape: ConvolutionShape): Walk {
  const { batch, filters, outHeight, outWidth, strideHeight, strideWidth } = shape;
  const { address, tall, broad } = paddedByChannel(backend, loops, x, windowMargins(shape));
  return {
    address,
    rowOffset: (channel, y, column) => 4 * ((channel * batch * tall + y) * broad + column),
    runs: Array.from(
      { length: batch * outHeight },
      (_, at) => 4 * (Math.floor(at / outHeight) * tall + (at % outHeight) * strideHeight) * broad,
    ),
    count: outWidth,
    step: 4 * strideWidth,
    runStride: outWidth * filters,
    rowStride: filters,
  };
}

interface Operands {
  x: TensorInfo;
  dy: TensorInfo;
  shape: ConvolutionShape;
  backend: WasmBackend;
  convolve: KernelFunction;
  transpose: KernelFunction;
}

/**
 * The same by stock kernels: the sum is a convolution itself, of x as [ci,H,W,n] with dy as the kernel [i,j,n,co], spread by
 * the stride; two transpositions prepare it.
 */
function byConvolution({ x, dy, shape, backend, convolve, transpose }: Operands): TensorInfo {
  const { kernelHeight, kernelWidth, strideHeight, strideWidth } = shape;
  const { top, bottom, left, right } = windowMargins(shape);
  const images = transpose({ inputs: { x }, attrs: { perm: [3, 1, 2, 0] }, backend });
  const weights = transpose({ inputs: { x: dy }, attrs: { perm: [1, 2, 0, 3] }, backend });
  const wide = convolve({
    inputs: { x: images, filter: weights },
    attrs: {
      strides: 1,
      dilations: [strideHeight, strideWidth],
      dataFormat: 'NHWC',
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
    },
    backend,
  });
  backend.disposeData(images.dataId);
  backend.disposeData(weights.dataId);

  // [ci, kh + unread rows, kw + unread columns, co] → [kh,kw,ci,co]
  const [channels, tall, broad, filters] = wide.shape as [number, number, number, number];
  const gradient = backend.makeOutput([kernelHeight, kernelWidth, channels, filters], 'float32');
  const from = backend.typedArrayFromHeap(wide);
  const to = backend.typedArrayFromHeap(gradient);
  for (let row = 0; row < kernelHeight; row += 1) {
    for (let column = 0; column < kernelWidth; column += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const source = ((channel * tall + row) * broad + column) * filters;
        const target = ((row * kernelWidth + column) * channels + channel) * filters;
        for (let filter = 0; filter < filters; filter += 1) {
          to[target + filter] = from[source + filter]!;
        }
      }
    }
  }
  backend.disposeData(wide.dataId);
  return gradient;
}
