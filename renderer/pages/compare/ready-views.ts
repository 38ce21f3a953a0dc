import type { RunDetail } from '../../../shared/api/runs.ts';
import type { PlacedPanel } from '../../panels/arrangement.ts';
import { keySeries, recordedByAny, viewersOf } from '../../panels/first-look.ts';

export type Ready = Omit<PlacedPanel, 'id'>[];

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
    help: 'Where the weights pile up, what the critic’s slope is, how gradients travel through its layers, and what comes of it. Fair to two runs that differ in nothing else: see “Differs” at the left; the two sample runs are such a pair.',
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

/** The view that a comparison opens with: what these runs have recorded, or everything at a glance before anything is. */
export function firstView(details: readonly Pick<RunDetail, 'series' | 'probes'>[]): Ready {
  const { keys, probes } = recordedByAny(details);
  if (keys.length === 0 || probes.length === 0) return readyViews[0].panels;
  const [merit] = keySeries(keys);
  const [main, beside] = viewersOf(probes);
  return [
    { kind: 'curves', width: 6, height: 7, options: { keys: merit ?? 'w1' } },
    { kind: 'distributions', width: 6, height: 7, options: {} },
    { kind: main, width: 6, height: 8, options: {} },
    ...(beside === 'distributions' ? [] : [{ kind: beside, width: 6, height: 8, options: {} }]),
  ];
}
