import type { Slopes } from '../differentiate.ts';
import { dataBackend, isFar, type TensorInfo } from '../tensor-data.ts';
import { withMath } from '../optimizers/tensor-math.ts';
import type { Tf } from '../tensor.ts';

/** A loss and its gradient, however they were come by. */
export interface TakenSlopes {
  /** `loss`, and what is recorded beside it. */
  scalars: Record<string, number>;
  /** By variable. They may lie in the backend's own memory: to be used before it makes another tensor. */
  gradients(): Record<string, Float32Array> | Promise<Record<string, Float32Array>>;
  /** Of all the gradients together. */
  norm(): number;
  /** On a backend far from here: the gradients where they are, until `dispose`. */
  far: Record<string, TensorInfo> | null;
  /** Why nothing is replayed from now on; said once. */
  note: string | null;
  dispose(): void;
}

/** As tfjs computed them. */
export async function computedSlopes(tf: Tf, { scalars: { names, tensor }, gradients }: Slopes): Promise<TakenSlopes> {
  const dispose = () => tf.dispose([tensor, ...Object.values(gradients)]);
  if (isFar(tf)) return farSlopes(tf, { names, scalars: tensor, gradients, dispose });
  const read: Record<string, Float32Array> = {};
  for (const [name, gradient] of Object.entries(gradients)) read[name] = (await gradient.data()) as Float32Array;
  const scalars = (await tensor.data()) as Float32Array;
  dispose();
  return nearSlopes({ names, scalars, gradients: () => read, dispose: () => undefined });
}

export function nearSlopes(found: {
  names: string[];
  scalars: Float32Array;
  gradients: () => Record<string, Float32Array>;
  dispose: () => void;
}): TakenSlopes {
  const { names, scalars, gradients, dispose } = found;
  return { scalars: byName(names, scalars), gradients, norm: () => normOf(gradients()), far: null, note: null, dispose };
}

/** Only the scalars and the norm are read, together. */
export async function farSlopes(
  tf: Tf,
  found: { names: string[]; scalars: TensorInfo; gradients: Record<string, TensorInfo>; dispose: () => void },
): Promise<TakenSlopes> {
  const { names, scalars, gradients, dispose } = found;
  const backend = dataBackend(tf);
  const norm = withMath(tf, (math) => math.keep(math.norm(Object.values(gradients))));
  const [values, [size]] = await Promise.all([scalars, norm].map(({ dataId }) => backend.read(dataId) as Promise<Float32Array>));
  backend.disposeData(norm.dataId);
  const read = async () => {
    const pairs = Object.entries(gradients).map(async ([name, { dataId }]) => [name, await backend.read(dataId)] as const);
    return Object.fromEntries(await Promise.all(pairs)) as Record<string, Float32Array>;
  };
  return { scalars: byName(names, values), gradients: read, norm: () => size, far: gradients, note: null, dispose };
}

function byName(names: string[], values: Float32Array): Record<string, number> {
  return Object.fromEntries(names.map((name, at) => [name, values[at]]));
}

function normOf(gradients: Record<string, Float32Array>): number {
  let sum = 0;
  for (const values of Object.values(gradients)) {
    for (let i = 0; i < values.length; i += 1) sum += values[i] * values[i];
  }
  return Math.sqrt(sum);
}
