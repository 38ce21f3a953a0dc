import { useCallback } from 'react';
import type { SeriesEntry } from '../../shared/catalogue.ts';
import { useCatalogue } from '../queries.ts';

type SeriesWords = Pick<SeriesEntry, 'label' | 'unit' | 'help' | 'better'>;

/** A series key as people read it, from the catalogue's metrics where they say it. */
export function useSeriesNames(): (key: string) => SeriesWords {
  const { data } = useCatalogue();
  return useCallback((key: string) => seriesName(data?.metrics.flatMap(({ series }) => series) ?? [], key), [data]);
}

/** What an entry for many keys leaves open is said after its label: `loss/*` makes "Loss, critic". An unknown key stands for itself. */
export function seriesName(entries: readonly SeriesEntry[], key: string): SeriesWords {
  const exact = entries.find((entry) => entry.key === key);
  if (exact) return exact;
  const wide = entries.find((entry) => entry.key.endsWith('*') && key.startsWith(entry.key.slice(0, -1)));
  if (!wide) return { label: key, unit: '', help: '', better: null };
  return { ...wide, label: `${wide.label}, ${key.slice(wide.key.length - 1).replaceAll('/', ' ')}` };
}
