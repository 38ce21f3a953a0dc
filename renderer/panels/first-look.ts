import type { RunDetail } from '../../shared/api/runs.ts';
import { writeSeriesList } from '../../shared/query/series-list.ts';
import { isOfMachine } from '../../shared/series-roles.ts';

type Recorded = Pick<RunDetail, 'series' | 'probes'>;

/** Figures of merit, the most telling first: a distance to the data, then what each family is asked for. */
const merits = [
  'w1',
  'hidden-pair-error',
  'psnr',
  'bits-per-dimension',
  'caption-exact',
  'label-accuracy/second',
  'label-accuracy',
  'asked-class',
  'told-slots',
  'code-information',
  'pitch-power',
  'one-piece',
  'sliced-w1',
  'mmd2',
  'nearest-picture',
];
const game = ['critic/raw', 'critic/corrected', 'critic/loss', 'loss/critic', 'loss/discriminator'];

/** The two series that say most of a run: a figure of merit, then what the game says. */
export function keySeries(recorded: readonly string[]): string[] {
  // Who imports what a machine logged alone sees that.
  const trained = recorded.filter((key) => !isOfMachine(key));
  const keys = trained.length === 0 ? recorded : trained;
  const found = [...merits, ...game].filter((key) => keys.includes(key));
  const losses = keys.filter((key) => key.includes('loss') && !found.includes(key));
  const rest = keys.filter((key) => !found.includes(key) && !losses.includes(key) && !key.includes('/ideal'));
  const merit = found[0] ?? losses[0] ?? rest[0];
  const said = found.find((key) => key.startsWith('critic/')) ?? losses[0] ?? rest[0];
  return [merit, said === merit ? (losses[1] ?? rest.find((key) => key !== merit)) : said].filter((key) => key !== undefined);
}

/** A figure beside the score of an ideal sampler, where that was recorded. */
export function withIdeal(keys: readonly string[], key: string | undefined): string {
  if (key === undefined) return '';
  return writeSeriesList(keys.includes(`${key}/ideal`) ? [key, `${key}/ideal`] : [key]);
}

/** The two panels that say most of such runs: pictures beside each other before samples, and what their family adds. */
export function viewersOf(probes: RunDetail['probes']): [string, string] {
  const has = (kind: string) => probes.some((probe) => probe.kind === kind);
  const ownViewer = ['captions', 'voxels', 'sound', 'text', 'table'];
  const shown = [
    ...['grid', 'unfolding', 'captions', 'voxels', 'sound'].filter(has),
    ...(probes.length === 0 || probes.some(({ probe, kind }) => kind === 'pictures' || (probe === 'samples' && !ownViewer.includes(kind)))
      ? ['samples']
      : []),
    ...['surface', 'embedding'].filter(has),
    ...(has('text') || has('table') ? ['distributions', 'text'] : ['distributions']),
  ];
  return [shown[0], shown[1] ?? 'distributions'];
}

/** What any of several runs has recorded. */
export function recordedByAny(details: readonly Recorded[]): { keys: string[]; probes: RunDetail['probes'] } {
  return {
    keys: [...new Set(details.flatMap(({ series }) => series.map(({ key }) => key)))],
    probes: details.flatMap(({ probes }) => probes),
  };
}
