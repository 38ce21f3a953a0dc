import type { TensorMath } from '../optimizer.ts';
import { dataBackend, sizeOf, type TensorInfo } from '../tensor-data.ts';
import type { Tf } from '../tensor.ts';

/** Arithmetic by the backend's kernels alone, without tfjs's core. What it makes is gone after `within`, but for what is kept. */
export interface ScopedMath extends TensorMath {
  /** √Σx² over all the numbers of all of them. */
  norm(all: TensorInfo[]): TensorInfo;
  keep(made: TensorInfo): TensorInfo;
}

type Kernel = (call: { inputs: Record<string, TensorInfo>; attrs?: Record<string, unknown>; backend: unknown }) => TensorInfo;

export function withMath<Value>(tf: Tf, compute: (math: ScopedMath) => Value): Value {
  const backend = dataBackend(tf);
  const made = new Set<object>();
  const numbers = new Map<number, TensorInfo>();

  function run(name: string, inputs: Record<string, TensorInfo>, attrs: Record<string, unknown> = {}): TensorInfo {
    const kernel = tf.getKernel(name, tf.getBackend()).kernelFunc as unknown as Kernel;
    const found = kernel({ inputs, attrs, backend });
    made.add(found.dataId);
    return found;
  }
  function operand(of: TensorInfo | number): TensorInfo {
    if (typeof of !== 'number') return of;
    const known = numbers.get(of);
    if (known !== undefined) return known;
    const dataId = backend.write(Float32Array.of(of), [], 'float32');
    made.add(dataId);
    const info = { dataId, shape: [], dtype: 'float32' };
    numbers.set(of, info);
    return info;
  }
  const binary = (name: string) => (a: TensorInfo | number, b: TensorInfo | number) => run(name, { a: operand(a), b: operand(b) });

  const math: ScopedMath = {
    add: binary('Add'),
    sub: binary('Sub'),
    mul: binary('Multiply'),
    div: binary('RealDiv'),
    sqrt: (x) => run('Sqrt', { x }),
    norm: (all) =>
      math.sqrt(all.map((x) => run('Sum', { x: flat(math.mul(x, x)) }, { axis: [0], keepDims: false })).reduce(math.add, operand(0))),
    keep(info) {
      made.delete(info.dataId);
      return info;
    },
  };
  try {
    return compute(math);
  } finally {
    for (const dataId of made) backend.disposeData(dataId, true);
  }
}

function flat({ dataId, shape, dtype }: TensorInfo): TensorInfo {
  return { dataId, shape: [sizeOf(shape)], dtype };
}
