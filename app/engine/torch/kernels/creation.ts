import type { DataType } from '@tensorflow/tfjs';
import { kinds } from '../addon.ts';
import type { Kernels } from '../kernel.ts';
import { kindOf } from '../torch-backend.ts';

export const creation: Kernels = {
  Fill({ torch, backend, attrs: { shape, value, dtype: asked } }) {
    const dtype: DataType = asked ?? 'float32';
    return backend.out(torch.filled(shape, kindOf(dtype), value), dtype);
  },
  ZerosLike: ({ torch, backend, input }) => backend.out(torch.filled(input('x').shape, kindOf(input('x').dtype), 0), input('x').dtype),
  OnesLike: ({ torch, backend, input }) => backend.out(torch.filled(input('x').shape, kindOf(input('x').dtype), 1), input('x').dtype),
  LinSpace({ torch, backend, attrs: { start, stop, num } }) {
    const step = num === 1 ? 0 : (stop - start) / (num - 1);
    const values = Float32Array.from({ length: num }, (_, at) => start + at * step);
    return backend.out(torch.create(values, [num], kinds.float32), 'float32');
  },
  Range({ torch, backend, attrs }) {
    const { start, stop, step: given }: { start: number; stop: number; step: number } = attrs as never;
    // As tfjs has it: a range that falls needs no step.
    const step = given === 1 && stop < start ? -1 : given;
    const dtype: DataType = attrs.dtype ?? 'float32';
    const count = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length: count }, (_, at) => start + at * step);
    const typed = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
    return backend.out(torch.create(typed, [count], kindOf(dtype)), dtype);
  },
  OneHot({ torch, backend, input, attrs: { depth, onValue, offValue, dtype: asked } }) {
    const dtype: DataType = asked ?? 'int32';
    const indices = input('indices');
    const column = torch.run('reshape', backend.id(indices), [...indices.shape, 1]);
    const isHot = torch.run('equal', column, torch.counting(depth));
    const kind = kindOf(dtype);
    return backend.out(torch.run('where', isHot, torch.constant(onValue, kind), torch.constant(offValue, kind)), dtype);
  },
};
