import { dataKinds } from '../../../shared/params.ts';
import { distributionOf } from '../measuring/distribution.ts';
import type { Measurement } from '../../../shared/measurement.ts';
import type { Probe } from '../probe.ts';

export const gradients: Probe = {
  name: 'gradients',
  title: 'Gradients by layer',
  accepts: [...dataKinds],
  help: "How the gradient of each player's loss is spread over the weights of every layer, in its last update of the step.",
  follows: 'distributionsEvery',
  appliesTo: () => true,
  async look({ gradients: players, step }) {
    const found: Measurement[] = [];
    for (const player of Object.values(players)) {
      for (const [name, gradient] of Object.entries(player)) {
        const values = (await gradient.data()) as Float32Array;
        found.push({ type: 'distribution', step, key: `gradients/${name}`, distribution: distributionOf(values) });
      }
    }
    return found;
  },
};
