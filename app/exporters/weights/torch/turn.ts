import type { WireTensor } from '../../../../shared/safetensors.ts';

/** Axes in another order. */
export function turned(tensor: WireTensor, order: number[]): WireTensor {
  const { shape, data } = tensor;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const moved = data.slice();
  const sizes = order.map((axis) => shape[axis]);
  const steps = order.map((axis) => strides[axis]);
  const index = sizes.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    moved[to] = data[from];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < sizes[axis]) break;
      from -= steps[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
  return { shape: sizes, data: moved };
}

/** Rows in another order: row `to` of the result is row `order[to]`. */
export function picked(tensor: WireTensor, order: number[]): WireTensor {
  const row = tensor.data.length / tensor.shape[0];
  const data = tensor.data.slice();
  for (const [to, from] of order.entries()) data.set(tensor.data.subarray(from * row, (from + 1) * row), to * row);
  return { shape: tensor.shape, data };
}
