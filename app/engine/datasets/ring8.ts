import type { DatasetRecipe } from '../dataset.ts';
import { gaussianMixture } from '../drawing/gaussian-mixture.ts';
import { both, fromCode } from '../param.ts';

/** Eight Gaussians on a circle of radius 2, everything divided by 1.414: the scales of the toy data in the WGAN-GP code (1.414, not √2). */
const scale = 1414 / 1000;

export const ring8: DatasetRecipe = {
  name: 'ring8',
  title: 'Ring of 8 Gaussians',
  purpose: 'Eight narrow modes on a circle: shows at a glance which modes a generator has lost.',
  kind: 'points',
  params: [
    {
      key: 'deviation',
      label: 'Deviation of a mode',
      group: 'data',
      help: 'Standard deviation of each Gaussian before everything is divided by 1.414 (radius 2).',
      type: 'number',
      min: 0,
      max: 1,
      minExclusive: true,
      presets: both(fromCode(0.02, 'improved_wgan_training, gan_toy.py')),
    },
  ],
  open({ params }) {
    const centers = new Float32Array(16);
    for (let mode = 0; mode < 8; mode += 1) {
      const angle = (mode * Math.PI) / 4;
      centers[2 * mode] = (2 * Math.cos(angle)) / scale;
      centers[2 * mode + 1] = (2 * Math.sin(angle)) / scale;
    }
    return gaussianMixture({ dimensions: 2, centers, deviation: Number(params.deviation) / scale, region: [-2.5, 2.5, -2.5, 2.5] });
  },
};
