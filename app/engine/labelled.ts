import { StudioError } from '../../shared/errors.ts';
import { toBatch } from './batch.ts';
import { exampleShape, shapeOf } from './data-shape.ts';
import type { Dataset } from './dataset.ts';
import type { Batch } from './recipe.ts';
import type { Random } from './random.ts';
import type { Tf } from './tensor.ts';

/** Draws asked for before a class that does not come is given up. */
const mostDraws = 2000;

/** The first `perClass` examples of every class that `random` brings, as a batch: the same at every start of a run. */
export function drawFew(tf: Tf, dataset: Dataset, random: Random, perClass: number): Batch {
  const names = dataset.classes;
  if (names === null) throw new StudioError('invalid', 'This recipe needs a few labelled examples, and the data has no classes.');
  const width = exampleShape(shapeOf(dataset)).reduce((product, side) => product * side, 1);
  const found = names.map((): Float32Array[] => []);
  for (let drawn = 0; found.some((examples) => examples.length < perClass); drawn += 1) {
    if (drawn === mostDraws) {
      const missing = names.find((_, label) => found[label].length < perClass);
      throw new StudioError(
        'invalid',
        `The data brought fewer than ${perClass} examples of the class ${missing}; ask for fewer labels per class.`,
      );
    }
    const { values, labels } = dataset.draw(random, 16);
    labels?.forEach((label, at) => {
      if (found[label].length < perClass) found[label].push(values.slice(at * width, (at + 1) * width));
    });
  }
  const values = new Float32Array(names.length * perClass * width);
  found.flat().forEach((example, at) => {
    values.set(example, at * width);
  });
  const labels = Int32Array.from({ length: names.length * perClass }, (_, at) => Math.floor(at / perClass));
  return toBatch(tf, shapeOf(dataset), { values, labels });
}
