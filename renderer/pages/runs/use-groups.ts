import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Issue } from '../../../shared/errors.ts';
import type { GroupList, ListRuns, RunGroup, RunRow } from '../../../shared/api/runs.ts';
import { listGroups } from '../../api-client.ts';
import { pageSize, useRunPages } from '../../queries.ts';
import { groupAt, layGroups, rowsBetween, spansBetween } from './group-layout.ts';

/** More groups than that are not grouped by much. */
const mostGroups = 1000;

/** With the fields that its figures are of, in their order: another answer may stand in while columns change. */
type PlacedGroups = GroupList & { fields: readonly string[] };

export interface GroupedRows {
  /** Lines of the table: groups, and the runs of those that are unfolded. */
  total: number;
  groups: RunGroup[];
  /** Which of a group's figures belongs to a field. */
  places: ReadonlyMap<string, number>;
  /** How many there are, and of runs in them. */
  groupCount: number;
  runCount: number;
  groupAt(index: number): { group: RunGroup; isOpen: boolean } | undefined;
  rowAt(index: number): RunRow | undefined;
  /** Runs between two lines, those that were never on screen among them. */
  spansBetween(first: number, last: number): { where: string; from: number; to: number }[];
  loaded: RunRow[];
  indexOf(id: string | null): number;
  fold(group: RunGroup): void;
  show(first: number, last: number): void;
  hints: readonly Issue[];
  error: unknown;
  again(): void;
  isLoading: boolean;
}

/** The runs of a query in groups; a group's runs are asked for when it is unfolded, and only those on screen. */
export function useGroups(ask: ListRuns, group: string, fields: readonly string[], sort: string): GroupedRows {
  const columns = fields.join(', ');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState<[number, number]>([0, 0]);
  const { data, error, refetch } = useQuery({
    queryKey: ['runs', 'groups', ask, group, columns, sort],
    queryFn: async ({ signal }): Promise<PlacedGroups> => {
      const { series: _, ...rest } = ask;
      return { ...(await listGroups({ ...rest, group, columns, sort, limit: mostGroups }, signal)), fields };
    },
    enabled: group !== '',
    // Other columns or another order are of the same groups; other groups are not.
    placeholderData: (before: PlacedGroups | undefined, query) => (query?.queryKey[3] === group ? before : undefined),
  });
  const layout = useMemo(() => layGroups(data?.groups ?? [], open), [data, open]);
  const wanted = rowsBetween(layout, range[0], range[1], pageSize);
  const { listOf, failed } = useRunPages(ask, wanted);
  return {
    total: layout.total,
    groups: data?.groups ?? [],
    places: new Map((data?.fields ?? []).map((field, at) => [field, at])),
    groupCount: data?.total ?? 0,
    runCount: data?.runs ?? 0,
    groupAt: (index) => {
      const place = groupAt(layout, index);
      return place?.row === -1 ? { group: place.group, isOpen: open.has(place.group.where) } : undefined;
    },
    rowAt: (index) => {
      const place = groupAt(layout, index);
      if (place === undefined || place.row < 0) return undefined;
      return listOf({ page: Math.floor(place.row / pageSize), where: place.group.where })?.runs[place.row % pageSize];
    },
    spansBetween: (first, last) => spansBetween(layout, first, last),
    loaded: wanted.flatMap((page) => listOf(page)?.runs ?? []),
    indexOf: (id) => {
      for (const { where, page } of wanted) {
        const row = listOf({ where, page })?.runs.findIndex((run) => run.id === id) ?? -1;
        const group = layout.groups.findIndex((entry) => entry.where === where);
        if (row >= 0 && group >= 0) return layout.starts[group] + 1 + page * pageSize + row;
      }
      return -1;
    },
    fold: (entry) =>
      setOpen((before) => {
        const next = new Set(before);
        if (!next.delete(entry.where)) next.add(entry.where);
        return next;
      }),
    show: useCallback((first: number, last: number) => setRange((was) => (was[0] === first && was[1] === last ? was : [first, last])), []),
    hints: data?.hints ?? [],
    error: error ?? failed?.error ?? null,
    again: () => void (failed ?? { refetch }).refetch(),
    isLoading: data === undefined && !error,
  };
}
