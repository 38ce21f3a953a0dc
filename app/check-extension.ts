import type { CheckedRecipe } from '../shared/api/extensions.ts';
import { StudioError } from '../shared/errors.ts';
import type { RunConfig } from '../shared/run-config.ts';
import type { Extensions } from './extensions/extensions.ts';
import type { Runs } from './runs/runs.ts';
import { tinyData, tinyParams } from './tiny-recipes.ts';

interface Parts {
  extensions: Extensions;
  runs: Pick<Runs, 'ask'>;
  resolve(input: unknown): RunConfig;
}

/** Each recipe of a file on small data of every kind that it takes, in the workbench's process. */
export async function checkExtension({ extensions, runs, resolve }: Parts, name: string): Promise<CheckedRecipe[]> {
  await extensions.settled();
  const { extension } = extensions.read(name);
  if (extension.state !== 'trusted') {
    const why = extension.problems[0]?.sentence ?? `It is not trusted: ganymede trust ${extension.path}`;
    throw new StudioError('conflict', `${extension.path} can't be run. ${why}`);
  }
  const own = extension.offers.filter(({ kind }) => kind === 'recipe').map((offer) => offer.name);
  const checked: CheckedRecipe[] = [];
  for (const entry of extensions.catalogue().recipes.filter((recipe) => own.includes(recipe.name))) {
    for (const kind of entry.accepts) {
      const recording = { metricsEvery: 0, featuresEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 0 };
      const config = resolve({
        recipe: entry.name,
        dataset: tinyData[kind],
        params: tinyParams(entry.params, kind),
        recording,
        backend: 'wasm',
      });
      checked.push({ recipe: entry.name, kind, findings: (await runs.ask({ kind: 'check', config })).findings });
    }
  }
  if (checked.length === 0)
    throw new StudioError('conflict', `${extension.path} declares no recipe, and only recipes have a contract to be held to.`);
  return checked;
}
