import type { Catalogue, DatasetEntry, MetricEntry, ProbeEntry, RecipeEntry } from '../../shared/catalogue.ts';
import { dataKinds } from '../../shared/params.ts';
import { datasets } from './datasets/index.ts';
import { metrics } from './metrics/index.ts';
import { probes } from './probes/index.ts';
import { recipes } from './recipes/index.ts';

/** Everything there is to choose from, as plain data; tfjs is not loaded for it. */
export function catalogue(version: string, examples: Catalogue['examples'], sweeps: Catalogue['sweeps'] = []): Catalogue {
  return {
    version,
    recipes: recipes.map(({ build: _, ...entry }): RecipeEntry => entry),
    datasets: datasets.map(({ name, title, purpose, kind, params, files }): DatasetEntry => {
      return { name, title, purpose, kind, params, fromDisk: files !== undefined };
    }),
    metrics: [training, ...metrics.map(({ name, series, accepts, definition }): MetricEntry => ({ name, series, accepts, definition }))],
    probes: probes.map(({ name, title, accepts, help }): ProbeEntry => ({ name, title, accepts, help })),
    examples,
    sweeps,
  };
}

/** What the loop itself writes. */
const training: MetricEntry = {
  name: 'training',
  accepts: [...dataKinds],
  definition: 'Written by the training loop, each from the player’s last update in the step.',
  series: [
    { key: 'loss/*', label: 'Loss', unit: '', help: 'What the player minimises.', better: null },
    {
      key: 'critic/estimate',
      label: 'Critic’s estimate',
      unit: '',
      help: 'Mean of the critic on real examples minus its mean on generated ones: the earth mover’s distance up to the critic’s steepness.',
      better: 'lower',
    },
    {
      key: 'critic/penalty',
      label: 'Gradient penalty',
      unit: '',
      help: 'Mean squared distance of ‖∇D‖ from 1 on the lines between real and generated examples, before λ.',
      better: 'lower',
    },
    { key: 'critic/slope', label: 'Mean ‖∇D‖', unit: '', help: 'Mean norm of the critic’s gradient on those lines.', better: null },
    {
      key: 'critic/gradient-norm',
      label: 'Mean ‖∇D‖ between real and generated',
      unit: '',
      help: 'Mean norm of the critic’s gradient at fresh random points between a real and a generated example; a gradient penalty draws it to 1.',
      better: null,
    },
    {
      key: 'discriminator/gradient-norm',
      label: 'Mean ‖∇D‖ between real and generated',
      unit: '',
      help: 'Mean norm of the gradient of the discriminator’s logit at fresh random points between a real and a generated example.',
      better: null,
    },
    {
      key: 'gradient-depth/*',
      label: 'Gradient norm at depth',
      unit: '',
      help: 'Mean norm of the gradient at the output of one layer, the first layer first.',
      better: null,
    },
    {
      key: 'discriminator/real',
      label: 'D on real',
      unit: '',
      help: 'Mean probability that real examples are taken for real.',
      better: null,
    },
    {
      key: 'discriminator/generated',
      label: 'D on generated',
      unit: '',
      help: 'Mean probability that generated examples are taken for real.',
      better: null,
    },
    {
      key: 'gradient-norm/*',
      label: 'Gradient norm',
      unit: '',
      help: 'Norm of the loss’s gradient over all weights of the player: exploding or vanishing shows here first.',
      better: null,
    },
  ],
};
