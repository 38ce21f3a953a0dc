import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { Issue } from '../../../shared/errors.ts';
import { useSearchState } from '../../panels/page-view.ts';
import { useSteady } from '../../panels/use-steady.ts';
import { useRunList } from '../../queries.ts';
import { QueryBox } from '../runs/query-box.tsx';
import { useComparedIds } from './compare-state.ts';

/** More can be neither told apart nor drawn in a moment. */
export const mostRuns = 500;

export interface Compared {
  /** Runs that were chosen one by one, then those that the query finds, newest first; a run that comes to match joins them. */
  ids: string[];
  /** Of chosen and found ones together; more than `ids` where the query finds too many. */
  total: number;
  query: string;
  hints: readonly Issue[];
  error: unknown;
  isWaiting: boolean;
  setQuery(query: string): void;
  /** Other runs than the query's make a list of what was one. */
  setIds(ids: string[]): void;
}

export function useCompared(): Compared {
  const chosen = useComparedIds();
  const [search, change] = useSearchState();
  const query = search.get('query') ?? '';
  const { data, error, isPlaceholderData } = useRunList({ query, limit: mostRuns }, query !== '', keepPreviousData);
  const found = useSteady(query === '' ? [] : (data?.runs.map(({ id }) => id) ?? []));
  const ids = useMemo(() => [...new Set([...chosen, ...found])], [chosen, found]);
  const put = (values: Record<string, string>) =>
    change((now) => {
      for (const [key, value] of Object.entries(values)) {
        if (value === '') now.delete(key);
        else now.set(key, value);
      }
      return now;
    });
  return {
    ids,
    total: ids.length + (query === '' ? 0 : Math.max(0, (data?.total ?? 0) - found.length)),
    query,
    hints: isPlaceholderData ? [] : (data?.hints ?? []),
    error,
    isWaiting: query !== '' && data === undefined && !error,
    setQuery: (next) => put({ query: next }),
    setIds(next) {
      const wanted = new Set(next);
      const isWhole = found.every((id) => wanted.has(id));
      const listed = isWhole ? next.filter((id) => !found.includes(id)) : next;
      put({ runs: listed.join(','), ...(isWhole ? {} : { query: '' }) });
    },
  };
}

/** A comparison may be a query instead of a list, or beside it. */
export function ComparedQuery({ compared }: { compared: Compared }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div style={{ display: 'flex', margin: '0 0 8px' }}>
      <QueryBox
        label="Compare the runs that match"
        placeholder="All runs that match …"
        query={compared.query}
        onQuery={compared.setQuery}
        tags={[]}
        hints={compared.hints}
        inputRef={input}
        isPatient
      />
    </div>
  );
}
