import type { ImportCounts, ImportState } from '../../../shared/api/imports.ts';
import { links } from '../../routes.tsx';

const mostNamed = 100;

/** What was met, in words: only what there is. */
export function countsOf({ series, points, distributions, samples, artifacts }: ImportCounts, nothing = 'nothing recorded'): string {
  const parts = [
    points === 0 ? '' : `${counted(points, 'point')} in ${series} series`,
    distributions === 0 ? '' : counted(distributions, 'distribution'),
    samples === 0 ? '' : counted(samples, 'sample'),
    artifacts === 0 ? '' : counted(artifacts, 'file'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? nothing : parts.join(', ');
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How an import stands; its own sentence says more once there is one. */
export const stateWords: Record<ImportState['state'], string> = {
  looking: 'Looking at what lies there',
  reading: 'Taking it in',
  watching: 'Watching',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** The runs that came in; where there are too many to name, or they were there before, every run from elsewhere. */
export function runsOf({ added, runs }: ImportState): string {
  const isNamed = added.length > 0 && added.length <= mostNamed && runs.continued === 0;
  return links.runs({ query: isNamed ? `id in [${added.map((id) => `"${id}"`).join(', ')}]` : 'not (origin is None)' });
}

/** The last part of a path, by which a person knows it; all of it stands beside. */
export function placeName(paths: readonly string[]): string {
  const [first = ''] = paths;
  const name = first.split(/[/\\]/).findLast((part) => part !== '') ?? first;
  return paths.length > 1 ? `${name} and ${paths.length - 1} more` : name;
}
