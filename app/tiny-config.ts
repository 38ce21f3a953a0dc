import { catalogue } from './engine/catalogue.ts';
import { resolveConfig } from '../shared/resolve-config.ts';
import type { ConfigInput, RunConfig } from '../shared/run-config.ts';
import { todaysConfig } from '../shared/stored-params.ts';
import { StudioError } from '../shared/errors.ts';

const known = catalogue('test', []);

/** As the API resolves it. @throws StudioError invalid */
export function resolve(input: unknown): RunConfig {
  const resolution = resolveConfig(known, input);
  if ('config' in resolution) return resolution.config;
  const [first] = resolution.issues;
  throw new StudioError('invalid', `${first.path}: ${first.message}`, { issues: resolution.issues });
}

/** As the studio reads what is stored. */
export const today = (stored: RunConfig): RunConfig => todaysConfig(known, stored);

/** The smallest run that is a real one: a WGAN with 4 units a layer on the ring of eight, a few milliseconds a step. For tests and benches. */
export function tinyConfig(changes: Partial<Omit<ConfigInput, 'recipe' | 'dataset'>> = {}): RunConfig {
  return resolve({
    recipe: 'wgan',
    dataset: 'ring8',
    backend: 'cpu',
    steps: 30,
    ...changes,
    recording: { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 10, ...changes.recording },
    params: {
      latentSize: 2,
      generatorWidth: 4,
      generatorDepth: 1,
      criticWidth: 4,
      criticDepth: 1,
      batch: 8,
      criticSteps: 1,
      ...changes.params,
    },
  });
}
