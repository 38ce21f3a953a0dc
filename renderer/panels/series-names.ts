import { useCallback } from 'react';
import type { SeriesEntry } from '../../shared/catalogue.ts';
import { useCatalogue } from '../queries.ts';

/** A series key as people read it, from the catalogue's metrics where they say it. */
export function useSeriesNames(): (key: string) => Pick<SeriesEntry, 'label' | 'unit' | 'help'> {
  const { data } = useCatalogue();
  return useCallback((key: string) => seriesName(data?.metrics.flatMap(({ series }) => series) ?? [], key), [data]);
}

export function seriesName(entries: SeriesEntry[], key: string): Pick<SeriesEntry, 'label' | 'unit' | 'help'> {
  const found =
    entries.find((entry) => entry.key === key) ??
    entries.find((entry) => entry.key.endsWith('*') && key.startsWith(entry.key.slice(0, -1)));
  return found
    ? { label: found.key.endsWith('*') ? key : found.label, unit: found.unit, help: found.help }
    : { label: key, unit: '', help: '' };
}
