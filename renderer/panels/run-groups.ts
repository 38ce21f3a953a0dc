import { useQuery } from '@tanstack/react-query';
import { createContext, useMemo } from 'react';
import type { GroupedRuns, GroupValue } from '../../shared/api/runs.ts';
import { groupRuns } from '../api-client.ts';
import { fieldWords, readFields } from '../field-list.ts';
import { formatNumber } from '../charts/number-format.ts';
import { runColor, runDash, type Scheme } from '../theme.ts';
import { shownName } from '../ui/run-title.ts';
import { useScheme } from '../ui/use-scheme.ts';

/** Runs that are one line: the fields that they were grouped by are the same in all. */
export interface RunGroup {
  /** A query that finds them; what it is known by. */
  where: string;
  label: string;
  color: string;
  dash: number[];
  ids: string[];
}
/** null where runs stand each by itself. */
export const RunGroupsContext = createContext<RunGroup[] | null>(null);

/** Of all runs of a page, so that a group keeps its colour while eyes open and close; null where `group` is ''. */
export function useRunGroups(ids: string[], group: string): { groups: RunGroup[] | null; error: unknown } {
  const scheme = useScheme();
  const { data, error } = useQuery({
    queryKey: ['runs', 'grouped', ids, group],
    queryFn: ({ signal }) => groupRuns(ids, group, signal),
    enabled: group !== '' && ids.length > 0,
    placeholderData: (before, query) => (query?.queryKey[3] === group ? before : undefined),
  });
  const groups = useMemo(() => (group === '' ? null : looksOf(data ?? [], group, scheme)), [data, group, scheme]);
  return { groups, error };
}

export function looksOf(found: GroupedRuns[], group: string, scheme: Scheme): RunGroup[] {
  const names = readFields(group).map(fieldWords);
  return found.map(({ where, values, ids }, index) => ({
    ...{ where, ids, color: runColor(index, scheme), dash: runDash(index) },
    label: values.map((value, at) => `${names[at]} ${valueWords(value)}`).join(' · '),
  }));
}

function valueWords(value: GroupValue): string {
  if (value === null) return '—';
  if (typeof value === 'number') return formatNumber(value);
  return shownName(Array.isArray(value) ? value.join(', ') || 'none' : String(value));
}
