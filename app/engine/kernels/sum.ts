import type { Tf } from '../tensor.ts';
import { columnsAUnit } from './column-sums-code.ts';
import { loopsOn } from './loops.ts';
import { type KernelFunction, stockKernel } from './wasm-heap.ts';
import { sizeOf, type TensorInfo } from '../tensor-data.ts';

/**
 * A sum over the leading axes, as the gradient of every bias is: the stock kernel transposes first, which costs more than the sum.
 * Other sums are left to it. Both add in the same order.
 */
export function sum(tf: Tf): KernelFunction {
  const stock = stockKernel(tf, 'Sum');

  return (call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs as { x: TensorInfo };
    const loops = loopsOn(backend);
    const axes = tf.util.parseAxisParam(attrs.axis as number | number[], x.shape);
    const isLeading = axes.length < x.shape.length && Math.max(...axes) === axes.length - 1;
    if (loops === null || !isLeading || x.dtype !== 'float32' || sizeOf(x.shape) === 0) {
      return stock(call);
    }
    const [rows, columns] = [sizeOf(x.shape.slice(0, axes.length)), sizeOf(x.shape.slice(axes.length))];
    const kept = attrs.keepDims === true ? axes.map(() => 1) : [];
    const result = backend.makeOutput([...kept, ...x.shape.slice(axes.length)], 'float32');
    loops.columnSums({
      from: backend.getMemoryOffset(x.dataId),
      to: backend.getMemoryOffset(result.dataId),
      rows,
      columns,
      units: Math.ceil(columns / columnsAUnit),
    });
    return result;
  };
}
