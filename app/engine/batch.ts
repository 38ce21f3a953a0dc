import { StudioError } from '../../shared/errors.ts';
import { exampleShape } from './data-shape.ts';
import type { Draw } from './dataset.ts';
import type { Batch, DataShape, Model } from './recipe.ts';
import type { Tensor, Tf } from './tensor.ts';

/** What a dataset drew, as tensors. The caller's to dispose. */
export function toBatch(tf: Tf, shape: DataShape, draw: Draw): Batch {
  const example = exampleShape(shape);
  const count = draw.values.length / example.reduce((product, side) => product * side, 1);
  const examples = (values: Float32Array | undefined, of: number[]) => (values === undefined ? null : tf.tensor(values, [count, ...of]));
  const oneHot = (indices: Int32Array | null | undefined, depth: number | null, of: number[] = []) =>
    indices === null || indices === undefined || depth === null
      ? null
      : tf.tidy(() => tf.oneHot(tf.tensor(indices, [count, ...of], 'int32'), depth).toFloat());
  return {
    real: tf.tensor(draw.values, [count, ...example]),
    condition: oneHot(draw.labels, shape.classes),
    given: shape.kind === 'pairs' ? examples(draw.given, [shape.given.size, shape.given.size, shape.given.channels]) : null,
    other: examples(draw.other, example),
    otherCondition: oneHot(draw.otherLabels, shape.classes),
    sentence: shape.kind === 'captions' ? oneHot(draw.words, shape.words, [shape.length]) : null,
  };
}

/** What the model's generator needs beside latents, from a batch; undefined where it needs nothing. @throws StudioError where the data lacks it */
export function conditionOf(model: Model, batch: Batch): Tensor | undefined {
  if (model.conditionedOn === undefined) return undefined;
  const found = { class: batch.condition, sentence: batch.sentence, picture: batch.given }[model.conditionedOn];
  if (found !== null) return found;
  throw new StudioError('invalid', `This system is conditioned on a ${model.conditionedOn}, and the data has none.`);
}
