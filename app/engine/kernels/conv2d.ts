import type { Tf } from '../tensor.ts';
import { withFreshWeights } from './fresh-weights.ts';
import { type ConvolutionShape, convolutionOf, windowMargins } from './convolution-shape.ts';
import { loopsOn } from './loops.ts';
import { padded } from './padded.ts';
import { multiply } from './product.ts';
import type { KernelFunction } from './wasm-heap.ts';
import { sizeOf, type TensorInfo } from '../tensor-data.ts';

/**
 * A convolution as a product: each output pixel is a row of the left side, whose runs are the kernel's rows in the padded picture
 * (columns and channels of a kernel row lie side by side there). Nothing but the padding is copied.
 */
export function conv2d(tf: Tf): KernelFunction {
  const stock = withFreshWeights(tf, 'Conv2D', ['filter']);

  return (call) => {
    const { inputs, attrs, backend } = call;
    const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
    const loops = loopsOn(backend);
    if (loops === null || attrs.dataFormat === 'NCHW' || sizeOf(x.shape) === 0) {
      return stock(call);
    }
    const shape = convolutionOf(tf, x.shape, filter.shape, attrs);
    const { batch, channels, kernelWidth, filters, strideHeight, strideWidth, outHeight, outWidth } = shape;
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
        ...kernelRuns(shape, broad),
        step: 4,
        columns: filters,
        right: {
          address: backend.getMemoryOffset(filter.dataId),
          runStride: (shape.dilationWidth === 1 ? kernelWidth : 1) * channels * filters,
          rowStride: filters,
          columnStride: 1,
        },
      });
    });
    return result;
  };
}

/** A kernel's row is one run; where it is dilated, each of its columns is. */
function kernelRuns(shape: ConvolutionShape, broad: number): { runs: number[]; count: number } {
  const { kernelHeight, kernelWidth, dilationHeight, dilationWidth, channels } = shape;
  const places = dilationWidth === 1 ? 1 : kernelWidth;
  return {
    runs: Array.from(
      { length: kernelHeight * places },
      (_, at) => 4 * channels * (Math.floor(at / places) * dilationHeight * broad + (at % places) * dilationWidth),
    ),
    count: (kernelWidth / places) * channels,
  };
}
