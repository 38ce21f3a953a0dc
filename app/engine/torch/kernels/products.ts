import type { TensorInfo } from '@tensorflow/tfjs';
import type { Kernels } from '../kernel.ts';

export const products: Kernels = {
  BatchMatMul({ torch, backend, input, attrs: { transposeA, transposeB } }) {
    const side = (x: TensorInfo, transposed: boolean) =>
      transposed ? torch.run('transpose', backend.id(x), x.shape.length - 2, x.shape.length - 1) : backend.id(x);
    const [a, b] = [input('a'), input('b')];
    const operator = a.shape.length === 2 && b.shape.length === 2 ? 'matrixProduct' : 'matricesProduct';
    return backend.out(torch.run(operator, side(a, transposeA), side(b, transposeB)), a.dtype);
  },
};
