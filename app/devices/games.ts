import { catalogue } from '../engine/catalogue.ts';
import { resolveConfig } from '../../shared/resolve-config.ts';
import type { BackendChoice } from '../../shared/backend-choice.ts';
import type { RunConfig } from '../../shared/run-config.ts';

/** What each device plays: WGAN-GP and DCGAN, as published at 64 pixels where a GPU computes, small at 28 elsewhere. */
export function gamesOn(backend: BackendChoice, isGpu: boolean): { name: string; config: RunConfig }[] {
  const preset = isGpu ? 'paper' : 'small';
  const dataset = { name: 'shapes', params: { size: isGpu ? '64' : '28', colors: isGpu ? 'hue' : 'gray' } };
  // Nothing but steps is timed.
  const recording = { metricsEvery: 0, featuresEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 0 };
  return [
    { name: 'WGAN-GP', recipe: 'wgan-gp', params: {} },
    { name: 'DCGAN', recipe: 'gan', params: { generatorNorm: 'batch', discriminatorNorm: 'batch' } },
  ].map(({ name, recipe, params }) => {
    const resolution = resolveConfig(known, { recipe, preset, dataset, params, backend, recording, steps: 1_000_000 });
    if ('issues' in resolution) throw new Error(resolution.issues.map(({ message }) => message).join(' '));
    return { name: `${name}, ${dataset.params.size} px, ${preset}`, config: resolution.config };
  });
}

const known = catalogue('devices', []);
