import type { NamedTensor } from '../../shared/measurement.ts';
import { exampleShape, shapeOf } from './data-shape.ts';
import type { Dataset } from './dataset.ts';
import type { Model } from './recipe.ts';
import type { Random } from './random.ts';
import type { Tensor, Tf } from './tensor.ts';

/** Fresh examples as tensors, for probes; [count, ...example], the caller's to dispose. */
export function realExamples(tf: Tf, dataset: Dataset, random: Random, count: number): Tensor {
  return tf.tensor(dataset.draw(random, count).values, [count, ...exampleShape(shapeOf(dataset))]);
}

export function generatedExamples(tf: Tf, model: Model, random: Random, count: number): Tensor {
  return tf.tidy(() => model.generate(tf.tensor2d(model.latent.draw(random, count), [count, model.latent.size])));
}

/** Reads a float32 tensor and lets it go. */
export async function take(tensor: Tensor): Promise<{ shape: number[]; data: Float32Array }> {
  const data = Float32Array.from((await tensor.data()) as Float32Array);
  tensor.dispose();
  return { shape: tensor.shape, data };
}

/** −1…1 → 0…255, rounded. */
export function toPixels({ shape, data }: { shape: number[]; data: Float32Array }): NamedTensor {
  return { shape, data: Uint8Array.from(data, (value) => Math.round(Math.min(255, Math.max(0, 127.5 * (value + 1))))) };
}
