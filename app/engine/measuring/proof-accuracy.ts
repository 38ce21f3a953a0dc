import { exampleShape } from '../data-shape.ts';
import type { Dataset } from '../dataset.ts';
import type { Random } from '../random.ts';
import type { DataShape, Model } from '../recipe.ts';
import type { Tf } from '../tensor.ts';
import { shareEqual } from './comparisons.ts';
import { generatedWith, generates, readMade, take } from './examples.ts';
import type { Oracle } from './oracle.ts';

/** A game that was played, as far as it is looked at here. */
interface Played {
  model: Model;
  dataset: Dataset;
  shape: DataShape;
  random: Random;
}

/** Share of examples that the system’s own classifier puts in their class. */
export async function classifierAccuracy(tf: Tf, { model, shape }: Played, values: Float32Array, labels: Int32Array): Promise<number> {
  const said = await readMade(tf, () =>
    model.classify!(tf.tensor(values, [labels.length, ...exampleShape(shape)]))
      .argMax(-1)
      .toFloat(),
  );
  return shareEqual(said, labels);
}

/** Share of what was made under a class that an independent classifier puts in it. */
export async function conditionAccuracy(tf: Tf, { model, dataset, random }: Played, oracle: Oracle, count = 600): Promise<number> {
  if (!generates(model)) throw new Error('Nothing is made to be looked at.');
  const { examples, condition } = generatedWith(tf, model, dataset, random, count);
  const wanted = tf.tidy(() => condition!.argMax(-1));
  const labels = await wanted.data();
  const { data } = await take(examples);
  tf.dispose([wanted, condition!]);
  const { classes } = await oracle.judge(data);
  return shareEqual(classes, labels);
}
