import { kinds } from '../addon.ts';
import type { Kernels } from '../kernel.ts';
import type { Id } from '../library.ts';
import { kindOf } from '../torch-backend.ts';

/** More than these are joined in parts: every one has a place in the scratch. */
const mostJoined = 1000;

export const layout: Kernels = {
  Identity: ({ backend, input }) => backend.same(input('x')),
  Reshape({ tf, backend, input, attrs }) {
    const x = input('x');
    const shape = tf.util.inferFromImplicitShape(attrs.shape, tf.util.sizeFromShape(x.shape));
    return backend.same(x, shape);
  },
  ExpandDims({ backend, input, attrs }) {
    const x = input('input');
    const dim: number = attrs.dim;
    return backend.same(x, x.shape.toSpliced(dim < 0 ? x.shape.length + 1 + dim : dim, 0, 1));
  },
  Cast({ torch, backend, input, attrs: { dtype } }) {
    const x = input('x');
    return x.dtype === dtype ? backend.same(x) : backend.out(torch.run('cast', backend.id(x), kindOf(dtype), 0, 0), dtype);
  },
  Transpose: ({ torch, backend, input, attrs }) => backend.out(torch.run('permute', backend.id(input('x')), attrs.perm), input('x').dtype),
  Tile: ({ torch, backend, input, attrs }) => backend.out(torch.run('repeat', backend.id(input('x')), attrs.reps), input('x').dtype),
  Reverse({ tf, torch, backend, input, attrs }) {
    const x = input('x');
    const dims = tf.util.parseAxisParam(attrs.dims, x.shape);
    return dims.length === 0 ? backend.same(x) : backend.out(torch.run('flip', backend.id(x), dims), x.dtype);
  },
  Concat({ tf, torch, backend, inputs, attrs }) {
    const axis = tf.util.parseAxisParam(attrs.axis, inputs[0]!.shape)[0]!;
    const filled = inputs.filter(({ shape }) => tf.util.sizeFromShape(shape) > 0);
    if (filled.length === 0) return backend.same(inputs[0]!);
    if (filled.length === 1) return backend.same(filled[0]!);
    const join = (ids: Id[]): Id => {
      if (ids.length <= mostJoined) return torch.run('concatenate', ids, axis);
      return torch.run('concatenate', [join(ids.slice(0, mostJoined)), join(ids.slice(mostJoined))], axis);
    };
    return backend.out(join(filled.map((x) => backend.id(x))), filled[0]!.dtype);
  },
  Pack({ torch, backend, inputs, attrs }) {
    const axis: number = attrs.axis;
    const stacked = (ids: Id[]): Id => {
      if (ids.length <= mostJoined) return torch.run('stack', ids, axis);
      const at = axis < 0 ? axis + inputs[0]!.shape.length + 1 : axis;
      return torch.run('concatenate', [stacked(ids.slice(0, mostJoined)), stacked(ids.slice(mostJoined))], at);
    };
    return backend.out(stacked(inputs.map((x) => backend.id(x))), inputs[0]!.dtype);
  },
  Unpack({ torch, backend, input, attrs }) {
    const value = input('value');
    const axis: number = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
    return Array.from({ length: value.shape[axis]! }, (_, at) =>
      backend.out(torch.run('select', backend.id(value), axis, at), value.dtype),
    );
  },
  SplitV({ tf, torch, backend, input, attrs }) {
    const x = input('x');
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    const sizes = tf.backend_util.prepareSplitSize(x as never, attrs.numOrSizeSplits, axis);
    let start = 0;
    return sizes.map((size) => {
      const part = backend.out(torch.run('narrow', backend.id(x), axis, start, size), x.dtype);
      start += size;
      return part;
    });
  },
  Slice({ tf, torch, backend, input, attrs }) {
    const x = input('x');
    const [begin, size] = tf.slice_util.parseSliceParams(x as never, attrs.begin, attrs.size);
    let id = backend.id(x);
    for (const [axis, start] of begin.entries()) {
      if (size[axis] !== x.shape[axis]) id = torch.run('narrow', id, axis, start, size[axis]!);
    }
    return id === backend.id(x) ? backend.same(x) : backend.out(id, x.dtype);
  },
  StridedSlice({ tf, torch, backend, input, attrs }) {
    const x = input('x');
    const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
    const asked = [begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
    const slice = tf.slice_util.sliceInfo(x.shape, ...asked);
    const sizes = tf.slice_util.computeOutShape(slice.begin, slice.end, slice.strides);
    const id = slice.begin.reduce((from, start, axis) => {
      const indices = Int32Array.from({ length: sizes[axis]! }, (_, at) => start + at * slice.strides[axis]!);
      return torch.run('indexSelect', from, axis, torch.create(indices, [indices.length], kinds.int32));
    }, backend.id(x));
    return backend.out(torch.run('reshape', id, slice.finalShape), x.dtype);
  },
  PadV2({ torch, backend, input, attrs }) {
    const x = input('x');
    const paddings: [number, number][] = attrs.paddings;
    if (paddings.length === 0) return backend.same(x);
    return backend.out(torch.run('pad', backend.id(x), paddings.toReversed().flat(), attrs.constantValue), x.dtype);
  },
  MirrorPad({ torch, backend, input, attrs }) {
    const x = input('x');
    const paddings: [number, number][] = attrs.paddings;
    const edge = attrs.mode === 'reflect' ? 0 : 1;
    let id = backend.id(x);
    for (const [axis, [before, after]] of paddings.entries()) {
      const side = x.shape[axis]!;
      const mirrored = (at: number) => (at < 0 ? -at - edge : at >= side ? 2 * side - 2 - at + edge : at);
      const indices = Int32Array.from({ length: before + side + after }, (_, at) => mirrored(at - before));
      id = torch.run('indexSelect', id, axis, torch.create(indices, [indices.length], kinds.int32));
    }
    return id === backend.id(x) ? backend.same(x) : backend.out(id, x.dtype);
  },
};
