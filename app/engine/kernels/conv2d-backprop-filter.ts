import type { Tf } from '../tensor.ts';
import { convolutionOf } from './convolution-shape.ts';
import { type KernelFunction, stockKernel, type TensorInfo } from './wasm-heap.ts';

/**
 * The gradient of a convolution's kernel, which the stock wasm backend lacks:
 * dW[ky,kx,ci,co] = Σ_{n,i,j} x[n, s·i+ky−top, s·j+kx−left, ci] · dy[n,i,j,co].
 * That is a convolution itself: of x as [ci,H,W,n] with dy as the kernel [i,j,n,co], spread by the stride; so the fast
 * stock convolution does the work and two transpositions prepare it.
 */
export function conv2dBackpropFilter(tf: Tf): KernelFunction {
  const convolve = stockKernel(tf, 'Conv2D');
  const transpose = stockKernel(tf, 'Transpose');

  return ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const shape = convolutionOf(tf, x.shape, attrs.filterShape as number[], attrs);
    const { kernelHeight, kernelWidth, strideHeight, strideWidth, outHeight, outWidth, height, width, top, left } = shape;
    // How many rows and columns the windows really reach below and to the right; a valid convolution may leave some unread.
    const bottom = (outHeight - 1) * strideHeight + kernelHeight - top - height;
    const right = (outWidth - 1) * strideWidth + kernelWidth - left - width;

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
          [top, Math.max(bottom, 0)],
          [left, Math.max(right, 0)],
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
  };
}
