import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sampleEntries } from '../api-client.ts';
import { runColor, runDash } from '../theme.ts';
import { useScheme } from '../ui/use-scheme.ts';
import { detailDesk } from './detail-desk.ts';
import type { PanelRun } from './panel.ts';
import { useSteady } from './use-steady.ts';
import { runTitle } from '../ui/run-title.ts';

/** Runs with everything that panels need to know of them; those still on their way are left out. */
export function usePanelRuns(ids: string[]): { runs: PanelRun[]; error: unknown; isWaiting: boolean } {
  const scheme = useScheme();
  const results = useQueries({
    queries: ids.map((id) => ({ queryKey: ['run', id], queryFn: () => detailDesk.ask(id) })),
  });
  const details = useSteady(results.map(({ data }) => data));
  const runs = useMemo(
    () =>
      details.flatMap((detail): PanelRun[] => {
        if (!detail) return [];
        const { run } = detail;
        return [{ id: run.id, label: runTitle(run), color: runColor(run.color, scheme), dash: runDash(run.number), detail }];
      }),
    [details, scheme],
  );
  return { runs, error: results.find(({ error }) => error)?.error ?? null, isWaiting: results.some(({ isLoading }) => isLoading) };
}

/** Probes of an imported run whose steps are looked up. */
const mostLists = 12;

/** Every step at which one of the runs recorded samples, ascending: the places of the scrubber. */
export function useRecordedSteps(runs: PanelRun[]): number[] {
  const results = useQueries({
    queries: runs.flatMap(({ id, detail }) =>
      // Ganymede's probes look at the same steps; what other tools log, each at its own.
      detail.probes.slice(0, detail.run.origin === null ? 1 : mostLists).map(({ probe }) => ({
        queryKey: ['samples', id, probe],
        queryFn: ({ signal }: { signal: AbortSignal }) => sampleEntries(id, probe, signal),
      })),
    ),
  });
  const lists = useSteady(results.map(({ data }) => data));
  return useMemo(() => [...new Set(lists.flatMap((list) => (list ?? []).map(({ step }) => step)))].sort((a, b) => a - b), [lists]);
}
