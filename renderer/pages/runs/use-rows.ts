import { useCallback, useState } from 'react';
import { useSteady } from '../../panels/use-steady.ts';
import type { Issue } from '../../../shared/errors.ts';
import type { ListRuns, RunRow } from '../../../shared/api/runs.ts';
import type { Catalogue } from '../../../shared/catalogue.ts';
import { pageSize, useRunPages } from '../../queries.ts';

export interface Rows {
  total: number;
  /** Of the pages that have come. */
  loaded: RunRow[];
  rowAt(index: number): RunRow | undefined;
  indexOf(id: string | null): number;
  /** Tells which rows are on screen. */
  show(first: number, last: number): void;
  error: unknown;
  again(): void;
  isLoading: boolean;
  /** The workspace itself has no run, whatever is asked for. */
  isEmpty: boolean;
  /** What is well asked and finds nothing: keys that no run has. */
  hints: readonly Issue[];
  tags: string[];
  params: string[];
  merits(catalogue: Catalogue | undefined): string[];
}

/** The rows of a query, of which only the pages on screen are asked for. `fallback` fills in while nothing has come yet. */
export function useRows(ask: ListRuns, fallback: Rows | null): Rows {
  /** First and last page on screen: rows come and go far more often. */
  const [range, setRange] = useState<[number, number]>([0, 0]);
  const pages: number[] = [];
  const first = fallback === null ? 0 : range[0];
  const last = fallback === null ? 0 : range[1];
  if (first > 0) pages.push(0);
  for (let page = first; page <= last; page++) pages.push(page);
  const { listOf, failed } = useRunPages(
    ask,
    pages.map((page) => ({ page })),
  );
  const held = new Map(
    pages.flatMap((page) => {
      const list = listOf({ page });
      return list ? [[page, list] as const] : [];
    }),
  );
  const head = held.get(0) ?? held.values().next().value;
  const loaded = useSteady(head ? [...held.values()].flatMap((list) => list.runs) : (fallback?.loaded ?? []));
  const total = head?.total ?? fallback?.total ?? 0;
  const rowAt = (index: number): RunRow | undefined =>
    head ? held.get(Math.floor(index / pageSize))?.runs[index % pageSize] : fallback?.rowAt(index);
  const show = useCallback((from: number, to: number) => {
    const [start, end] = [Math.floor(from / pageSize), Math.floor(to / pageSize)];
    setRange((was) => (was[0] === start && was[1] === end ? was : [start, end]));
  }, []);
  return {
    total,
    loaded,
    rowAt,
    show,
    error: failed?.error ?? null,
    again: () => void failed?.refetch(),
    isLoading: !head && !failed,
    isEmpty: head !== undefined && total === 0 && Object.values(head.counts).every((count) => count === 0) && isPlain(ask),
    indexOf: (id) => {
      if (id === null) return -1;
      for (const [page, list] of held) {
        const at = list.runs.findIndex((run) => run.id === id);
        if (at >= 0) return page * pageSize + at;
      }
      return -1;
    },
    hints: head?.hints ?? [],
    tags: [...new Set(loaded.flatMap((run) => run.tags))].sort(),
    params: [...new Set(loaded.flatMap((run) => Object.keys(run.config.params)))],
    merits: (catalogue) =>
      (catalogue?.metrics ?? []).flatMap((metric) => metric.series.map((entry) => entry.key)).filter((key) => !key.endsWith('*')),
  };
}

function isPlain({ query, within, archived }: ListRuns): boolean {
  return !query && !within && archived === undefined;
}
