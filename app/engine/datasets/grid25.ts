import type { DatasetRecipe } from '../dataset.ts';
import { gaussianMixture } from '../drawing/gaussian-mixture.ts';
import { both, fromCode } from '../param.ts';

/** Centres {−4,−2,0,2,4}², everything divided by 2.828: the scales of the toy data in the WGAN-GP code. */
const scale = 2.828;
const ticks = [-4, -2, 0, 2, 4];

export const grid25: DatasetRecipe = {
  name: 'grid25',
  title: 'Grid of 25 Gaussians',
  purpose: 'Twenty-five modes in a square: a harder test of coverage than the ring.',
  kind: 'points',
  params: [
    {
      key: 'deviation',
      label: 'Deviation of a mode',
      group: 'data',
      help: 'Standard deviation of each Gaussian before everything is divided by 2.828 (neighbours stand 2 apart).',
      type: 'number',
      min: 0,
      max: 1,
      minExclusive: true,
      presets: both(fromCode(0.05, 'improved_wgan_training, gan_toy.py')),
    },
  ],
  open({ params }) {
    const centers = Float32Array.from(ticks.flatMap((x) => ticks.flatMap((y) => [x / scale, y / scale])));
    return gaussianMixture({ dimensions: 2, centers, deviation: Number(params.deviation) / scale, region: [-2.5, 2.5, -2.5, 2.5] });
  },
};
