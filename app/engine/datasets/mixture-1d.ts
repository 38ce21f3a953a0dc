import type { DatasetRecipe } from '../dataset.ts';
import { gaussianMixture } from '../drawing/gaussian-mixture.ts';
import { both, ours } from '../param.ts';

export const mixture1d: DatasetRecipe = {
  name: 'mixture-1d',
  title: 'Gaussians on a line',
  purpose: 'One-dimensional modes, evenly spaced: everything about a game on it can be drawn and checked by hand.',
  kind: 'points',
  params: [
    {
      key: 'modes',
      label: 'Modes',
      group: 'data',
      help: 'How many Gaussians; one alone stands at 0.',
      type: 'integer',
      min: 1,
      max: 32,
      presets: both(ours(2, 'two modes are the smallest case that can collapse')),
    },
    {
      key: 'spread',
      label: 'Spread',
      group: 'data',
      help: 'The outermost modes stand at −spread and +spread.',
      type: 'number',
      min: 0,
      max: 10,
      presets: both(ours(1, 'keeps the data near −1…1')),
    },
    {
      key: 'deviation',
      label: 'Deviation of a mode',
      group: 'data',
      help: 'Standard deviation of each Gaussian.',
      type: 'number',
      min: 0,
      max: 5,
      minExclusive: true,
      presets: both(ours(0.2, 'modes overlap little at the default spread')),
    },
  ],
  open({ params }) {
    const modes = Number(params.modes);
    const spread = Number(params.spread);
    const deviation = Number(params.deviation);
    const centers = Float32Array.from({ length: modes }, (_, mode) => (modes === 1 ? 0 : spread * ((2 * mode) / (modes - 1) - 1)));
    const edge = (modes === 1 ? 0 : spread) + 5 * deviation;
    return gaussianMixture({ dimensions: 1, centers, deviation, region: [-edge, edge, -1, 1] });
  },
};
