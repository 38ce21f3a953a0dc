import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, useEffect, useMemo, useRef } from 'react';
import type { AskTelling } from '../../shared/api/columns.ts';
import { seriesName } from '../../shared/series-name.ts';
import { fieldNamed } from '../../shared/query/sorting.ts';
import { type Brush, noBrush } from '../charts/run-brush.ts';
import type { RunTable } from '../charts/run-table.ts';
import { fieldWords } from '../field-list.ts';
import { useChanges } from '../live.ts';
import { queryClient, useCatalogue } from '../queries.ts';
import { runColumns, tellingKeys } from '../runs-client.ts';

/** Which runs a page is about, for panels that look over all of them at once, and what is brushed among them. */
export interface RunSet {
  /** As the studio is asked for them. */
  ask: AskTelling & { ids?: string[] };
  brush: Brush;
  onBrush: (brush: Brush) => void;
  onRun: (id: string) => void;
}
const nothing: RunSet = { ask: { ids: [] }, brush: noBrush, onBrush: () => {}, onRun: () => {} };
export const RunSetContext = createContext<RunSet>(nothing);

/** Points come many times a second; ten thousand runs are not read anew for each. */
const renewEvery = 5000;

/** Columns of these runs, kept fresh. */
export function useRunTable(ask: RunSet['ask'], fields: readonly string[]) {
  const columns = [...new Set(fields)].join(', ');
  const query = useQuery({
    queryKey: ['run-columns', ask, columns],
    queryFn: ({ signal }) => runColumns({ ...ask, columns }, signal),
    enabled: columns !== '' && (ask.ids === undefined || ask.ids.length > 0),
    placeholderData: keepPreviousData,
  });
  useRenewal();
  return query;
}

/** What tells these runs apart. */
export function useTelling({ ids: _ids, ...ask }: RunSet['ask']) {
  return useQuery({ queryKey: ['run-telling', ask], queryFn: ({ signal }) => tellingKeys(ask, signal), placeholderData: keepPreviousData });
}

function useRenewal(): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useChanges('*', ['run', 'removed', 'progress', 'points'], () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: ['run-columns'] });
    }, renewEvery);
  });
}

/** A field as people read it: a param by its key, a series by its name. */
export function useFieldLabel(): (field: string) => string {
  const { data: catalogue } = useCatalogue();
  return useMemo(() => {
    const entries = catalogue?.metrics.flatMap(({ series }) => series) ?? [];
    return (text) => {
      const field = fieldNamed(text);
      if (field?.kind !== 'metric') return fieldWords(text);
      const figure = { last: '', min: ', lowest', max: ', highest', count: ', points', firstStep: ', first step', lastStep: ', last step' };
      return `${seriesName(entries, field.key).label}${figure[field.figure]}`;
    };
  }, [catalogue]);
}

/** What is looked at until somebody chooses: what differs, then the figures of merit. Fields of few values first. */
export function useUsualFields(set: RunSet, most: number): { params: string[]; widest: string | undefined; merit: string | undefined } {
  const { data } = useTelling(set.ask);
  const { data: catalogue } = useCatalogue();
  return useMemo(() => {
    const merits = (catalogue?.metrics ?? []).flatMap(({ series }) => series.filter(({ better }) => better !== null));
    const recorded = (data?.metrics ?? []).map(({ field }) => field);
    const merit = merits.map(({ key }) => `metrics.${key}`).find((field) => recorded.includes(field)) ?? recorded[0];
    const values = data?.values ?? [];
    const shared = values.filter(({ count }) => count * 2 > (data?.looked ?? 0));
    return {
      params: values.map(({ field }) => field).slice(0, most),
      widest: shared.toSorted((a, b) => b.distinct - a.distinct)[0]?.field,
      merit: merit && `${merit}${hasSides(merits, merit)}`,
    };
  }, [data, catalogue, most]);
}

/** Of a figure whose lower side is the better one its lowest. */
function hasSides(merits: { key: string; better: string | null }[], field: string): string {
  const better = merits.find(({ key }) => `metrics.${key}` === field)?.better;
  return better === 'lower' ? '.min' : better === 'higher' ? '.max' : '';
}

export function tableOf(table: RunTable | undefined): RunTable {
  return table ?? none;
}
const none: RunTable = { number: new Float64Array(), id: [], name: [], columns: [], total: 0 };
