import { useCallback } from 'react';
import { type SeriesWords, seriesName } from '../../shared/series-name.ts';
import { useCatalogue } from '../queries.ts';

/** A series key as people read it, from the catalogue's metrics where they say it. */
export function useSeriesNames(): (key: string) => SeriesWords {
  const { data } = useCatalogue();
  return useCallback((key: string) => seriesName(data?.metrics.flatMap(({ series }) => series) ?? [], key), [data]);
}
