import { kinds } from '../addon.ts';
import type { Call, Kernels } from '../kernel.ts';
import type { Id } from '../library.ts';
import { kindOf } from '../torch-backend.ts';

export const indexing: Kernels = {
  GatherV2({ tf, torch, backend, input, attrs }) {
    const [x, indices] = [input('x'), input('indices')];
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    const shapes = tf.backend_util.segment_util.collectGatherOpShapeInfo(x as never, indices as never, axis, attrs.batchDims ?? 0);
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } = shapes;
    const count = tf.util.sizeFromShape(indices.shape) / batchSize;
    const from = torch.run('reshape', backend.id(x), [batchSize, outerSize, dimSize, sliceSize]);
    if (batchSize === 1) {
      const taken = torch.run('indexSelect', from, 2, torch.run('reshape', backend.id(indices), [count]));
      return backend.out(torch.run('reshape', taken, outputShape), x.dtype);
    }
    const wide = torch.run('cast', torch.run('reshape', backend.id(indices), [batchSize, 1, count, 1]), kinds.int64, 0, 0);
    const places = torch.run('expand', wide, [batchSize, outerSize, count, sliceSize], 0);
    return backend.out(torch.run('reshape', torch.run('gather', from, 2, places, 0), outputShape), x.dtype);
  },
  GatherNd(call) {
    const { tf, torch, backend, input } = call;
    const [params, indices] = [input('params'), input('indices')];
    const [shape, count, sliceSize] = tf.backend_util.prepareAndValidate(params as never, indices as never);
    const rank = indices.shape.at(-1)!;
    const rows = tf.util.sizeFromShape(params.shape.slice(0, rank));
    const from = torch.run('reshape', backend.id(params), [rows, sliceSize]);
    const taken = torch.run('indexSelect', from, 0, rowNumbers(call, count, params.shape.slice(0, rank)));
    return backend.out(torch.run('reshape', taken, shape), params.dtype);
  },
  ScatterNd(call) {
    const { tf, torch, backend, input, attrs } = call;
    const [updates, indices] = [input('updates'), input('indices')];
    const shape: number[] = attrs.shape;
    const { sliceRank, numUpdates, sliceSize, outputSize } = tf.backend_util.calculateShapes(updates as never, indices as never, shape);
    const summed = sumInto(
      call,
      [outputSize / sliceSize, sliceSize],
      rowNumbers(call, numUpdates, shape.slice(0, sliceRank)),
      torch.run('reshape', backend.id(updates), [numUpdates, sliceSize]),
    );
    return backend.out(torch.run('reshape', summed, shape), updates.dtype);
  },
  UnsortedSegmentSum(call) {
    const { tf, torch, backend, input, attrs } = call;
    const [x, segments] = [input('x'), input('segmentIds')];
    const count = tf.util.sizeFromShape(segments.shape);
    const rest = x.shape.slice(segments.shape.length);
    const rows = torch.run('reshape', backend.id(x), [count, ...rest]);
    const places = torch.run('cast', torch.run('reshape', backend.id(segments), [count]), kinds.int64, 0, 0);
    return backend.out(sumInto(call, [attrs.numSegments, ...rest], places, rows), x.dtype);
  },
};

/** Adds each row to the one of its number; in one order, whatever the device, which torch's scatter_add does not promise. */
function sumInto({ torch, input }: Call, shape: number[], places: Id, rows: Id): Id {
  const kind = kindOf((input('x') ?? input('updates')).dtype);
  return torch.run('indexPut', torch.filled(shape, kind, 0), [places], rows, 1);
}

/** The coordinates of each row, as one number (int64). */
function rowNumbers({ torch, backend, input }: Call, count: number, sizes: number[]): Id {
  const strides = sizes.map((_, at) => sizes.slice(at + 1).reduce((product, size) => product * size, 1));
  const coordinates = torch.run('reshape', backend.id(input('indices')), [count, sizes.length]);
  const weighted = torch.run('multiply', coordinates, torch.create(Int32Array.from(strides), [strides.length], kinds.int32));
  return torch.run('sumAs', weighted, [1], 0, kinds.int64);
}
