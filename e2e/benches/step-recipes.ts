import { openBackend } from '../../app/engine/backend.ts';
import { datasets } from '../../app/engine/datasets/index.ts';
import { openTraining, type Training } from '../../app/engine/proof.ts';
import { recipes } from '../../app/engine/recipes/index.ts';
import { nodeBackendHome } from '../../app/trainer/node-home.ts';
import type { RecipeEntry } from '../../shared/catalogue.ts';
import type { DataKind, Params } from '../../shared/params.ts';
import type { Bench } from '../bench.ts';
import { median } from '../median.ts';

const warm = 3;
const fewest = 5;
const most = 60;
const enough = 2000;

/**
 * One whole step (every player's updates) of every recipe with its small preset, on each kind of data that it takes: replayed, beside
 * the same run computed through tfjs, step by step in turn. What both record must be the same to the bit.
 */
export const stepRecipes: Bench = {
  name: 'step.recipes',
  about: 'a step of every recipe at its small preset on wasm, replayed beside computed; which replay, and tensors held',
  async run(print) {
    const { tf, device } = await openBackend('wasm', nodeBackendHome);
    let [replaying, same, all] = [0, 0, 0];
    for (const recipe of recipes) {
      for (const kind of recipe.accepts) {
        const options = { recipe: recipe.name, dataset: dataFor(recipe, kind), seed: 1, steps: 1000 };
        const [replayed, computed] = [true, false].map((replays) => watched(openTraining(tf, { ...options, replays })));
        for (let step = 0; step < warm; step += 1) for (const each of [replayed, computed]) await each.step();
        const tensors = tf.memory().numTensors;
        for (let spent = 0, steps = 0; steps < fewest || (spent < enough && steps < most); steps += 1) {
          spent += (await replayed.step()) + (await computed.step());
        }
        const more = tf.memory().numTensors - tensors;
        const isSame = JSON.stringify(replayed.values) === JSON.stringify(computed.values);
        const { name } = recipe;
        all += 1;
        replaying += replayed.notes.length === 0 ? 1 : 0;
        same += isSame ? 1 : 0;
        for (const each of [replayed, computed]) each.training.dispose();
        const ratio = median(replayed.times.slice(warm).map((time, at) => time / computed.times[at + warm]));
        const note = `${isSame ? 'the same numbers' : 'OTHER NUMBERS'}; ${more} tensors more; ${device}${replayed.notes.map((said) => `; ${said}`).join('')}`;
        const against = 'computed through tfjs';
        print({ name: `step.recipes.${name}.${kind}`, value: median(replayed.times.slice(warm)), unit: 'ms', against, ratio, note });
      }
    }
    print({
      name: 'step.recipes.replay',
      value: (100 * replaying) / all,
      unit: '%',
      note: `${replaying} of ${all} replay; ${same} with the numbers of the computed run`,
    });
    if (same < all) throw new Error(`${all - same} recipes record other numbers replayed than computed; see the rows above.`);
  },
};

function watched(training: Training) {
  const found = { training, times: [] as number[], values: [] as Record<string, number>[], notes: [] as string[], step };
  async function step(): Promise<number> {
    const before = process.cpuUsage();
    const outcome = await training.game.play({ keepGradients: false });
    const { user, system } = process.cpuUsage(before);
    outcome.dispose();
    found.times.push((user + system) / 1000);
    found.values.push(outcome.values);
    found.notes.push(...outcome.notes.map(({ sentence }) => sentence).filter((sentence) => sentence.includes('not replayed')));
    return found.times.at(-1)!;
  }
  return found;
}

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
