import type { Slopes } from '../differentiate.ts';

/** A loss and its gradient, however they were come by. */
export interface TakenSlopes {
  /** `loss`, and what is recorded beside it. */
  scalars: Record<string, number>;
  /** By variable. They may lie in the backend's own memory: to be used before it makes another tensor. */
  gradients(): Record<string, Float32Array>;
  /** Why nothing is replayed from now on; said once. */
  note: string | null;
  dispose(): void;
}

export interface ReadSlopes {
  names: string[];
  scalars: Float32Array;
  gradients: Record<string, Float32Array>;
}

/** Reads the tensors back and lets them go. */
export async function readSlopes({ scalars: { names, tensor }, gradients }: Slopes): Promise<ReadSlopes> {
  const read: Record<string, Float32Array> = {};
  for (const [name, gradient] of Object.entries(gradients)) read[name] = (await gradient.data()) as Float32Array;
  const scalars = (await tensor.data()) as Float32Array;
  for (const done of [tensor, ...Object.values(gradients)]) done.dispose();
  return { names, scalars, gradients: read };
}

export function computed({ names, scalars, gradients }: ReadSlopes): TakenSlopes {
  return { scalars: scalarsByName(names, scalars), gradients: () => gradients, note: null, dispose: () => undefined };
}

export function scalarsByName(names: string[], values: Float32Array): Record<string, number> {
  return Object.fromEntries(names.map((name, at) => [name, values[at]]));
}
