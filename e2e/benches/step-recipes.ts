import { openBackend } from '../../app/engine/backend.ts';
import { datasets } from '../../app/engine/datasets/index.ts';
import { openTraining } from '../../app/engine/proof.ts';
import { recipes } from '../../app/engine/recipes/index.ts';
import { nodeBackendHome } from '../../app/trainer/node-home.ts';
import type { RecipeEntry } from '../../shared/catalogue.ts';
import type { DataKind, Params } from '../../shared/params.ts';
import type { Bench } from '../bench.ts';

const warm = 3;
const fewest = 5;
const most = 60;
const enough = 2000;

/** One whole step (every player's updates) of every recipe with its small preset, on each kind of data that it takes. */
export const stepRecipes: Bench = {
  name: 'step.recipes',
  about: 'a step of every recipe at its small preset on wasm, and tensors held from the first measured step to the last',
  async run(print) {
    const { tf, device } = await openBackend('wasm', nodeBackendHome);
    for (const recipe of recipes) {
      for (const kind of recipe.accepts) {
        const training = openTraining(tf, { recipe: recipe.name, dataset: dataFor(recipe, kind), seed: 1, steps: 1000 });
        await training.train(warm);
        const tensors = tf.memory().numTensors;
        const times: number[] = [];
        for (let spent = 0; times.length < fewest || (spent < enough && times.length < most); spent += times.at(-1)!) {
          const start = performance.now();
          await training.train(1);
          times.push(performance.now() - start);
        }
        const more = tf.memory().numTensors - tensors;
        training.dispose();
        times.sort((a, b) => a - b);
        const note = `median of ${times.length}, fastest ${times[0].toFixed(1)}; ${more} tensors more than before them; ${device}`;
        print({ name: `step.recipes.${recipe.name}.${kind}`, value: times[Math.floor(times.length / 2)], unit: 'ms', note });
      }
    }
  },
};

function dataFor(recipe: RecipeEntry, kind: DataKind): { name: string; params?: Params } {
  const usual = recipe.usualData;
  return usual !== undefined && datasets.some(({ name, kind: of }) => name === usual.name && of === kind)
    ? usual
    : { name: proceduralOf(kind) };
}

/** The first of the list that needs no file. */
function proceduralOf(kind: DataKind): string {
  const found = datasets.find((dataset) => dataset.kind === kind && dataset.files === undefined);
  if (found === undefined) throw new Error(`No procedural data of ${kind}.`);
  return found.name;
}
