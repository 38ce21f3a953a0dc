import type { Tf } from '../tensor.ts';
import { type ConvolutionShape, convolutionOf } from './convolution-shape.ts';
import { type Loops, loopsOn } from './loops.ts';
import { padded } from './padded.ts';
import { multiply } from './product.ts';
import { type KernelFunction, stockKernel, type WasmBackend } from './wasm-heap.ts';
import type { TensorInfo } from '../tensor-data.ts';

/**
 * The gradient of a convolution's input, and the transposed convolution itself; the stock wasm kernel walks it number by number
 * (2.8 GFLOP/s where its convolution does 28). By sub-pixel phases it is s² small convolutions of dy with stride 1: the rows y with
 * (y + top) mod s = ρ see exactly the kernel rows ρ, ρ+s, ρ+2s …, in reverse order. Their outputs are then set side by side.
 */
export function conv2dBackpropInput(tf: Tf): KernelFunction {
  const convolve = stockKernel(tf, 'Conv2D');

  return ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
    const shape = convolutionOf(tf, attrs.inputShape as number[], filter.shape, attrs);
    const rows = phases(shape.strideHeight, shape.kernelHeight, shape.top, shape.height, shape.outHeight);
    const columns = phases(shape.strideWidth, shape.kernelWidth, shape.left, shape.width, shape.outWidth);
    const gradient = backend.makeOutput([shape.batch, shape.height, shape.width, shape.channels], 'float32');
    const loops = loopsOn(backend);
    if (loops !== null) {
      loops.scratch.during(() => byProduct({ dy, filter, gradient, rows, columns, shape, backend, loops }));
      return gradient;
    }
    for (const row of rows) {
      for (const column of columns) {
        if (row.taps === 0 || column.taps === 0) {
          spread(backend, null, gradient, row, column, shape);
          continue;
        }
        const kernel = phaseKernel(backend, filter, row, column, shape);
        const part = convolve({
          inputs: { x: dy, filter: kernel },
          attrs: {
            strides: 1,
            dilations: 1,
            dataFormat: 'NHWC',
            pad: [
              [0, 0],
              [row.before, row.after],
              [column.before, column.after],
              [0, 0],
            ],
          },
          backend,
        });
        backend.disposeData(kernel.dataId);
        spread(backend, part, gradient, row, column, shape);
        backend.disposeData(part.dataId);
      }
    }
    return gradient;
  };
}

interface Operands {
  dy: TensorInfo;
  filter: TensorInfo;
  gradient: TensorInfo;
  rows: Phase[];
  columns: Phase[];
  shape: ConvolutionShape;
  backend: WasmBackend;
  loops: Loops;
}

/** Every phase straight into its places of the gradient: an output row may lie anywhere. */
function byProduct({ dy, filter, gradient, rows, columns, shape, backend, loops }: Operands): void {
  const { batch, height, width, channels, filters } = shape;
  const [top, left] = [rows, columns].map((phases) => Math.max(...phases.map(({ before }) => before))) as [number, number];
  const [bottom, right] = [rows, columns].map((phases) => Math.max(...phases.map(({ after }) => after))) as [number, number];
  const pictures = padded(backend, loops, dy, { top, bottom, left, right });
  const { tall, broad } = pictures;
  const to = backend.getMemoryOffset(gradient.dataId);
  for (const row of rows) {
    for (const column of columns) {
      if (row.taps === 0 || column.taps === 0) {
        spread(backend, null, gradient, row, column, shape);
        continue;
      }
      const firstRow = top - row.before + row.skip;
      const firstColumn = left - column.before + column.skip;
      loops.scratch.during(() =>
        multiply(loops, {
          rows: batch * row.count * column.count,
          addressRows(table) {
            let at = 0;
            for (let example = 0; example < batch; example += 1) {
              for (let y = 0; y < row.count; y += 1) {
                for (let x = 0; x < column.count; x += 1) {
                  table[at] = pictures.address + 4 * filters * ((example * tall + firstRow + y) * broad + firstColumn + x);
                  table[at + 1] =
                    to + 4 * channels * ((example * height + row.first + y * row.stride) * width + column.first + x * column.stride);
                  at += 2;
                }
              }
            }
          },
          runs: Array.from({ length: row.taps }, (_, tap) => 4 * tap * broad * filters),
          count: column.taps * filters,
          step: 4,
          columns: channels,
          right: {
            address: reversedPhase(loops, backend.getMemoryOffset(filter.dataId), row, column, shape),
            runStride: column.taps * filters * channels,
            rowStride: channels,
            columnStride: 1,
          },
        }),
      );
    }
  }
}

/** The phase's kernel rows and columns, reversed, as [taps,taps,co,ci]: its address. */
function reversedPhase(
  loops: Loops,
  kernel: number,
  row: Phase,
  column: Phase,
  { kernelWidth, channels, filters }: ConvolutionShape,
): number {
  const matrix = channels * filters;
  const address = loops.scratch.take(row.taps * column.taps * matrix);
  const lastRow = row.offset + row.stride * (row.taps - 1);
  const lastColumn = column.offset + column.stride * (column.taps - 1);
  loops.transpose({
    from: kernel + 4 * (lastRow * kernelWidth + lastColumn) * matrix,
    to: address,
    units: row.taps,
    unitFrom: -4 * row.stride * kernelWidth * matrix,
    unitTo: 4 * column.taps * matrix,
    parts: column.taps,
    partFrom: -4 * column.stride * matrix,
    partTo: 4 * matrix,
    rows: channels,
    rowFrom: 4 * filters,
    rowTo: 4 * channels,
    columns: filters,
  });
  return address;
}

/** One phase along one side: input positions first, first+stride, … (`count` of them). */
interface Phase {
  stride: number;
  first: number;
  count: number;
  /** Kernel rows offset, offset+stride, … (`taps` of them). */
  offset: number;
  taps: number;
  /** Padding of dy, and how many leading outputs of the small convolution to skip. */
  before: number;
  after: number;
  skip: number;
}

/**
 * With y + top = s·q + ρ, dx[y] = Σ_j dy[q − j] · W[ρ + s·j], j = 0 … taps−1: as a correlation it reads dy from q − (taps−1) to q.
 */
function phases(stride: number, kernel: number, padding: number, size: number, outSize: number): Phase[] {
  return Array.from({ length: Math.min(stride, size) }, (_, first) => {
    const offset = (first + padding) % stride;
    const quotient = (first + padding - offset) / stride;
    const count = Math.floor((size - 1 - first) / stride) + 1;
    const taps = Math.max(0, Math.ceil((kernel - offset) / stride));
    const before = taps - 1 - quotient;
    const after = quotient + count - 1 - (outSize - 1);
    return { stride, first, count, offset, taps, before: Math.max(before, 0), after: Math.max(after, 0), skip: Math.max(-before, 0) };
  });
}

/** The phase's kernel rows and columns, reversed, as [taps,taps,co,ci]. */
function phaseKernel(
  backend: WasmBackend,
  filter: TensorInfo,
  row: Phase,
  column: Phase,
  { kernelWidth, channels, filters }: ConvolutionShape,
): TensorInfo {
  const kernel = backend.makeOutput([row.taps, column.taps, filters, channels], 'float32');
  const from = backend.typedArrayFromHeap(filter);
  const to = backend.typedArrayFromHeap(kernel);
  let at = 0;
  for (let y = row.taps - 1; y >= 0; y -= 1) {
    for (let x = column.taps - 1; x >= 0; x -= 1) {
      const source = ((row.offset + row.stride * y) * kernelWidth + column.offset + column.stride * x) * channels * filters;
      for (let out = 0; out < filters; out += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          to[at] = from[source + channel * filters + out]!;
          at += 1;
        }
      }
    }
  }
  return kernel;
}

/** Sets one phase's numbers (zeros where it has none) at their places in the gradient. */
function spread(
  backend: WasmBackend,
  part: TensorInfo | null,
  gradient: TensorInfo,
  row: Phase,
  column: Phase,
  shape: ConvolutionShape,
): void {
  const { batch, height, width, channels } = shape;
  const to = backend.typedArrayFromHeap(gradient);
  const from = part === null ? null : backend.typedArrayFromHeap(part);
  const [, tall, broad] = part === null ? [0, 0, 0] : (part.shape as [number, number, number]);
  for (let example = 0; example < batch; example += 1) {
    for (let y = 0; y < row.count; y += 1) {
      let target = ((example * height + row.first + y * row.stride) * width + column.first) * channels;
      let source = ((example * tall + row.skip + y) * broad + column.skip) * channels;
      const step = (column.stride - 1) * channels;
      for (let x = 0; x < column.count; x += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          to[target] = from === null ? 0 : from[source]!;
          target += 1;
          source += 1;
        }
        target += step;
      }
    }
  }
}
