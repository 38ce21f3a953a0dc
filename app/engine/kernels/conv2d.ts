import type { Tf } from '../tensor.ts';
import { convolutionOf, windowMargins } from './convolution-shape.ts';
import { loopsOn } from './loops.ts';
import { padded } from './padded.ts';
import { multiply } from './product.ts';
import { type KernelFunction, sizeOf, stockKernel, type TensorInfo } from './wasm-heap.ts';

/**
 * A convolution as a product: each output pixel is a row of the left side, whose runs are the kernel's rows in the padded picture
 * (columns and channels of a kernel row lie side by side there). Nothing but the padding is copied.
 */
export function conv2d(tf: Tf): KernelFunction {
  const stock = stockKernel(tf, 'Conv2D');

  return (call) => {
    const { inputs, attrs, backend } = call;
    const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
    const loops = loopsOn(backend);
    if (loops === null || isDilated(attrs.dilations) || attrs.dataFormat === 'NCHW' || sizeOf(x.shape) === 0) {
      return stock(call);
    }
    const shape = convolutionOf(tf, x.shape, filter.shape, attrs);
    const { batch, channels, kernelHeight, kernelWidth, filters, strideHeight, strideWidth, outHeight, outWidth } = shape;
    const result = backend.makeOutput([batch, outHeight, outWidth, filters], 'float32');
    loops.scratch.during(() => {
      const pictures = padded(backend, loops, x, windowMargins(shape));
      const { tall, broad } = pictures;
      multiply(loops, {
        rows: batch * outHeight * outWidth,
        addressRows(table) {
          let out = backend.getMemoryOffset(result.dataId);
          let at = 0;
          for (let example = 0; example < batch; example += 1) {
            for (let y = 0; y < outHeight; y += 1) {
              for (let column = 0; column < outWidth; column += 1) {
                table[at] = pictures.address + 4 * channels * ((example * tall + y * strideHeight) * broad + column * strideWidth);
                table[at + 1] = out;
                at += 2;
                out += 4 * filters;
              }
            }
          }
        },
        runs: Array.from({ length: kernelHeight }, (_, y) => 4 * y * broad * channels),
        count: kernelWidth * channels,
        step: 4,
        columns: filters,
        right: {
          address: backend.getMemoryOffset(filter.dataId),
          runStride: kernelWidth * channels * filters,
          rowStride: filters,
          columnStride: 1,
        },
      });
    });
    return result;
  };
}

function isDilated(dilations: unknown): boolean {
  return [dilations ?? 1].flat().some((dilation) => dilation !== 1);
}
