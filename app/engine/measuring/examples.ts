import type { NamedTensor } from '../../../shared/measurement.ts';
import { conditionOf, toBatch } from '../batch.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset, Draw } from '../dataset.ts';
import type { Batch, Model } from '../recipe.ts';
import type { Random } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** A model that makes examples: what most probes and metrics look at. */
export type Generating = Model & { generate: NonNullable<Model['generate']> };
export function generates(model: Model): model is Generating {
  return model.generate !== undefined;
}

/** Fresh examples as tensors, for probes; [count, ...example], the caller's to dispose. */
export function realExamples(tf: Tf, dataset: Dataset, random: Random, count: number): Tensor {
  return tf.tensor(dataset.draw(random, count).values, [count, ...exampleShape(shapeOf(dataset))]);
}

export function freshBatch(tf: Tf, dataset: Dataset, random: Random, count: number): Batch {
  return toBatch(tf, shapeOf(dataset), dataset.draw(random, count));
}

export function freshLatents(tf: Tf, model: Model, random: Random, count: number): Tensor {
  return tf.tensor2d(model.latent.draw(random, count), [count, model.latent.size]);
}

/** Examples from fresh latents and, where they are conditional, under conditions as frequent as in the data. Inside a tidy or the caller's. */
export function generatedExamples(tf: Tf, model: Generating, dataset: Dataset, random: Random, count: number): Tensor {
  return tf.tidy(() => generatedWith(tf, model, dataset, random, count).examples);
}

/** As generatedExamples, with the condition that they were made under. */
export function generatedWith(
  tf: Tf,
  model: Generating,
  dataset: Dataset,
  random: Random,
  count: number,
): { examples: Tensor; condition: Tensor | undefined } {
  return tf.tidy(() => {
    const latents = freshLatents(tf, model, random, count);
    const condition = model.conditionedOn === undefined ? undefined : conditionOf(model, freshBatch(tf, dataset, random, count));
    return { examples: model.generate(latents, condition), condition };
  });
}

/** Latents and examples to come back to, as many of one as of the other; the caller's to dispose by `disposeFixed`. */
export function drawFixed(tf: Tf, model: Model, dataset: Dataset, random: Random, count: number): Fixed {
  const latents = freshLatents(tf, model, random, count);
  const draw = dataset.draw(random.fork('examples'), count);
  return { latents, draw, batch: toBatch(tf, shapeOf(dataset), draw) };
}
export interface Fixed {
  latents: Tensor;
  draw: Draw;
  batch: Batch;
}
export function disposeFixed(tf: Tf, { latents, batch }: Fixed): void {
  tf.dispose([latents, ...Object.values(batch)]);
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

/** Reads what a function of tensors makes. */
export async function readMade(tf: Tf, make: () => Tensor): Promise<Float32Array> {
  return (await take(tf.tidy(make))).data;
}
