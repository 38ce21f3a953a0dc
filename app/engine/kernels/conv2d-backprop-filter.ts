import type { Tf } from '../tensor.ts';
import { convolutionOf, windowMargins } from './convolution-shape.ts';
import { paddedByChannel } from './padded.ts';
import { multiply, productOn } from './product.ts';
import { type KernelFunction, stockKernel, type TensorInfo, type WasmBackend } from './wasm-heap.ts';

/**
 * The gradient of a convolution's kernel, which the stock wasm backend lacks:
 * dW[ky,kx,ci,co] = Σ_{n,i,j} x[n, s·i+ky−top, s·j+kx−left, ci] · dy[n,i,j,co].
 * As a product: (ky,kx,ci) is a row whose runs are the picture rows (n,i), with the channels of x set apart so that a run lies
 * together; dy is the right side as it is.
 */
export function conv2dBackpropFilter(tf: Tf): KernelFunction {
  const convolve = stockKernel(tf, 'Conv2D');
  const transpose = stockKernel(tf, 'Transpose');

  return ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const shape = convolutionOf(tf, x.shape, attrs.filterShape as number[], attrs);
    const { batch, channels, kernelHeight, kernelWidth, filters, strideHeight, strideWidth, outHeight, outWidth } = shape;
    const run = productOn(backend);
    if (run === null) {
      return byConvolution({ x, dy, shape, backend, convolve, transpose });
    }
    const planes = paddedByChannel(backend, x, windowMargins(shape));
    const [, , tall, broad] = planes.shape as [number, number, number, number];
    const gradient = backend.makeOutput([kernelHeight, kernelWidth, channels, filters], 'float32');
    multiply(backend, run, {
      rows: kernelHeight * kernelWidth * channels,
      addressRows(table) {
        const left = backend.typedArrayFromHeap(planes).byteOffset;
        let out = backend.typedArrayFromHeap(gradient).byteOffset;
        let at = 0;
        for (let y = 0; y < kernelHeight; y += 1) {
          for (let column = 0; column < kernelWidth; column += 1) {
            for (let channel = 0; channel < channels; channel += 1) {
              table[at] = left + 4 * ((channel * batch * tall + y) * broad + column);
              table[at + 1] = out;
              at += 2;
              out += 4 * filters;
            }
          }
        }
      },
      runs: Array.from({ length: batch * outHeight }, (_, row) => {
        const example = Math.floor(row / outHeight);
        return 4 * (example * tall + (row % outHeight) * strideHeight) * broad;
      }),
      count: outWidth,
      step: 4 * strideWidth,
      columns: filters,
      right: { from: dy, start: 0, rowStride: filters, columnStride: 1 },
    });
    backend.disposeData(planes.dataId);
    return gradient;
  };
}

interface Operands {
  x: TensorInfo;
  dy: TensorInfo;
  shape: ReturnType<typeof convolutionOf>;
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
