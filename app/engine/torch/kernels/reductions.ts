import type { DataType } from '@tensorflow/tfjs';
import { kinds } from '../addon.ts';
import type { Call, Kernel, Kernels } from '../kernel.ts';
import { kindOf } from '../torch-backend.ts';

export const reductions: Kernels = {
  Sum(call) {
    const { torch, backend, input, attrs } = call;
    const x = input('x');
    const axes = axesOf(call, attrs.axis);
    // tfjs adds truths and integers as int32, torch would as int64.
    const isFloat = x.dtype === 'float32';
    if (axes.length === 0) return isFloat || x.dtype === 'int32' ? backend.same(x) : backend.out(cast(call, 'int32'), 'int32');
    if (isFloat) return backend.out(torch.run('sum', backend.id(x), axes, attrs.keepDims ? 1 : 0), 'float32');
    return backend.out(torch.run('sumAs', backend.id(x), axes, attrs.keepDims ? 1 : 0, kinds.int32), 'int32');
  },
  Mean(call) {
    const { torch, backend, input, attrs } = call;
    const axes = axesOf(call, attrs.axis);
    if (axes.length === 0) return input('x').dtype === 'float32' ? backend.same(input('x')) : backend.out(cast(call, 'float32'), 'float32');
    return backend.out(torch.run('mean', backend.id(input('x')), axes, attrs.keepDims ? 1 : 0, kinds.float32), 'float32');
  },
  Prod(call) {
    const { torch, backend, input, attrs } = call;
    const x = input('x');
    const dtype: DataType = x.dtype === 'float32' ? 'float32' : 'int32';
    const axes = axesOf(call, attrs.axis).toSorted((a, b) => b - a);
    if (axes.length === 0) return x.dtype === dtype ? backend.same(x) : backend.out(cast(call, dtype), dtype);
    const product = axes.reduce((id, axis) => torch.run('product', id, axis, attrs.keepDims ? 1 : 0, kindOf(dtype)), backend.id(x));
    return backend.out(product, dtype);
  },
  Max: extreme('largest'),
  Min: extreme('smallest'),
  All: truth('all'),
  Any: truth('any'),
  ArgMax: place('argmax'),
  ArgMin: place('argmin'),
  Cumsum(call) {
    const { torch, backend, input, attrs } = call;
    const x = input('x');
    const axis = axesOf(call, attrs.axis)[0] ?? 0;
    if (x.shape.length === 0) return attrs.exclusive ? backend.out(torch.filled([], kindOf(x.dtype), 0), x.dtype) : backend.same(x);
    const id = attrs.reverse ? torch.run('flip', backend.id(x), [axis]) : backend.id(x);
    let sums = torch.run('cumulativeSum', id, axis, kindOf(x.dtype));
    if (attrs.exclusive) sums = torch.run('subtract', sums, id);
    return backend.out(attrs.reverse ? torch.run('flip', sums, [axis]) : sums, x.dtype);
  },
  Softmax({ torch, backend, input, attrs }) {
    const logits = input('logits');
    return backend.out(torch.run('softmax', backend.id(logits), attrs.dim, 0), logits.dtype);
  },
  TopK({ torch, backend, input, attrs: { k } }) {
    const x = input('x');
    const last = x.shape.length - 1;
    // Stable, since tfjs gives the first of equals first.
    const [values, places] = torch.runForTwo('sort', backend.id(x), 1, last, 1);
    const first = backend.out(torch.run('narrow', values, last, 0, k), x.dtype);
    const indices = torch.run('narrow', places, last, 0, k);
    return [first, backend.out(torch.run('cast', indices, kinds.int32, 0, 0), 'int32')];
  },
};

function extreme(operator: 'largest' | 'smallest'): Kernel {
  return (call) => {
    const { torch, backend, input, attrs } = call;
    const axes = axesOf(call, attrs.reductionIndices ?? attrs.axis);
    if (axes.length === 0) return backend.same(input('x'));
    return backend.out(torch.run(operator, backend.id(input('x')), axes, attrs.keepDims ? 1 : 0), input('x').dtype);
  };
}

function truth(operator: 'all' | 'any'): Kernel {
  return (call) => {
    const { torch, backend, input, attrs } = call;
    const axes = axesOf(call, attrs.axis);
    if (axes.length === 0) return backend.same(input('x'));
    return backend.out(torch.run(operator, backend.id(input('x')), axes, attrs.keepDims ? 1 : 0), 'bool');
  };
}

function place(operator: 'argmax' | 'argmin'): Kernel {
  return (call) => {
    const { torch, backend, input, attrs } = call;
    if (input('x').shape.length === 0) return backend.out(torch.filled([], kinds.int32, 0), 'int32');
    const index = torch.run(operator, backend.id(input('x')), axesOf(call, attrs.axis)[0] ?? 0, 0);
    return backend.out(torch.run('cast', index, kinds.int32, 0, 0), 'int32');
  };
}

function axesOf({ tf, input }: Call, axis: number | number[]): number[] {
  return tf.util.parseAxisParam(axis, input('x').shape);
}

function cast({ torch, backend, input }: Call, dtype: DataType) {
  return torch.run('cast', backend.id(input('x')), kindOf(dtype), 0, 0);
}
