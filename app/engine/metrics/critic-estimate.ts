import type { Metric } from '../metric.ts';

const count = { points: 1000, pictures: 128 };

/**
 * What the critic itself says: mean score of real minus mean score of generated examples, both fresh. Under a gradient
 * penalty λ(‖∇D‖−1)² the best critic of constant slope reports est = W + W²/(2λ); solved for W this is the corrected value.
 */
export const criticEstimate: Metric = {
  name: 'critic-estimate',
  series: [
    {
      key: 'critic/raw',
      label: "Critic's estimate, raw",
      unit: '',
      help: 'Mean critic value of real minus generated examples. Clipped critics report k·W₁ with an unknown k.',
      better: null,
    },
    {
      key: 'critic/corrected',
      label: "Critic's estimate, corrected",
      unit: '',
      help: 'Ŵ = λ(√(1 + 2·raw/λ) − 1): the raw estimate freed of what a soft gradient penalty adds to it. Compare with exact W₁.',
      better: 'lower',
    },
  ],
  accepts: ['points', 'pictures'],
  definition: `On ${count.points} fresh points (${count.pictures} pictures) each: raw = mean D(x) − mean D(G(z)); corrected = λ(√(1 + 2·raw/λ) − 1), left out without a penalty and where the root has no real value.`,
  judges: 'samples',
  appliesTo: () => true,
  async measure({ dataset, critic, real, generated }): Promise<Record<string, number>> {
    if (critic === null) return {};
    const size = dataset.kind === 'points' ? count.points : count.pictures;
    const raw = await critic.estimate(real(size), await generated(size));
    const lambda = critic.penaltyWeight;
    if (lambda === null || lambda <= 0 || 1 + (2 * raw) / lambda < 0) return { 'critic/raw': raw };
    return { 'critic/raw': raw, 'critic/corrected': lambda * (Math.sqrt(1 + (2 * raw) / lambda) - 1) };
  },
};
