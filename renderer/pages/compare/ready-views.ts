import type { PlacedPanel } from '../../panels/arrangement.ts';

type Ready = Omit<PlacedPanel, 'id'>[];

/** Arrangements that come with the studio. */
export const readyViews: { name: string; help: string; panels: Ready }[] = [
  {
    name: 'Everything at a glance',
    help: 'Distance, distributions, samples and critic surfaces.',
    panels: [
      { kind: 'curves', width: 6, height: 7, options: { keys: 'w1' } },
      { kind: 'distributions', width: 6, height: 7, options: {} },
      { kind: 'samples', width: 6, height: 8, options: {} },
      { kind: 'surface', width: 6, height: 8, options: {} },
    ],
  },
  {
    name: 'Clipping against penalty',
    help: 'Where the weights pile up, what the critic’s slope is, how gradients travel through its layers, and what comes of it.',
    panels: [
      { kind: 'distributions', width: 6, height: 8, options: { form: 'overlay', span: 'bound' } },
      { kind: 'distributions', width: 6, height: 8, options: { key: 'gradient-norm/interpolates', form: 'overlay' } },
      { kind: 'depth', width: 4, height: 7, options: {} },
      { kind: 'curves', width: 4, height: 7, options: { keys: 'w1' } },
      { kind: 'curves', width: 4, height: 7, options: { keys: 'critic/raw' } },
      { kind: 'surface', width: 6, height: 8, options: { scale: 'own' } },
      { kind: 'samples', width: 6, height: 8, options: {} },
      { kind: 'plan', width: 6, height: 8, options: {} },
      { kind: 'distributions', width: 6, height: 8, options: { form: 'heat', span: 'bound' } },
    ],
  },
  {
    name: 'Pictures',
    help: 'Samples large, with the distance beside them.',
    panels: [
      { kind: 'samples', width: 8, height: 14, options: {} },
      { kind: 'curves', width: 4, height: 7, options: { keys: 'sliced-w1' } },
      { kind: 'curves', width: 4, height: 7, options: { keys: 'critic/raw' } },
    ],
  },
];
