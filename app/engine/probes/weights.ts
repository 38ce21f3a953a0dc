import { dataKinds } from '../../../shared/params.ts';
import { distributionOf } from '../measuring/distribution.ts';
import type { Measurement } from '../../../shared/measurement.ts';
import type { Probe } from '../probe.ts';

export const weights: Probe = {
  name: 'weights',
  title: 'Weights by layer',
  accepts: [...dataKinds],
  help: 'How the weights of every layer are spread. Clipped weights pile up at ±c; under a gradient penalty they stay bell-shaped.',
  follows: 'distributionsEvery',
  appliesTo: () => true,
  async look({ model, step }) {
    const found: Measurement[] = [];
    for (const { name, variable, trainable } of model.networks.flatMap((network) => network.variables)) {
      if (!trainable) continue;
      const values = (await variable.data()) as Float32Array;
      found.push({
        type: 'distribution',
        step,
        key: `weights/${name}`,
        distribution: distributionOf(values, { bound: boundOf(model, name) }),
      });
    }
    return found;
  },
};

/** Clipping holds the critic's weights, not the generator's. */
function boundOf(model: Parameters<Probe['appliesTo']>[0], variable: string): number | null {
  return model.clip !== undefined && variable.startsWith(`${model.scores}/`) ? model.clip : null;
}
