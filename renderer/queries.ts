import { useCallback, useRef } from 'react';
import { type keepPreviousData, QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import type { Change } from '../shared/api/studio.ts';
import type { NativeProgress } from '../shared/api/native.ts';
import { writeBoth } from '../shared/query/write.ts';
import type { ListRuns, RunList } from '../shared/api/runs.ts';
import {
  ApiError,
  catalogue,
  doctor,
  isUnheard,
  listImporters,
  listImports,
  nativeLibraries,
  nativeProgress,
  publishedSets,
  listRuns,
  listSweeps,
  runDetail,
  sampleEntries,
  settings,
  tracking,
  sweepDetail,
  views,
  workspace,
} from './api-client.ts';
import { live, mergeChanges } from './live.ts';
import { keptTexts, ownFile, ownFiles } from './own-files-client.ts';

/** The cache of everything asked of the studio, and which change makes which part of it stale. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 300_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 20 && error instanceof ApiError && error.status === 0,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 4000),
    },
  },
});

export function useCatalogue() {
  return useQuery({ queryKey: ['catalogue'], queryFn: ({ signal }) => catalogue(signal) });
}
/** Whether runs of a recipe make something from latents; of one that the catalogue doesn't know it is for the lab to say. */
export function useGenerates(): (recipe: string) => boolean {
  const { data } = useCatalogue();
  return useCallback((recipe) => data?.recipes.find(({ name }) => name === recipe)?.generates ?? true, [data]);
}
/** With a run: as its own files say it, in the texts that it keeps. */
export function useCatalogueOf(run: string | null) {
  return useQuery({ queryKey: ['catalogue', run], queryFn: ({ signal }) => catalogue(signal, run ?? undefined) });
}
/** Files of the user's own, as they lie there now. */
export function useOwnFiles() {
  return useQuery({ queryKey: ['extensions'], queryFn: ({ signal }) => ownFiles(signal) });
}
export function useOwnFile(name: string) {
  return useQuery({ queryKey: ['extensions', name], queryFn: ({ signal }) => ownFile(name, signal) });
}
/** The texts that a run is made of; none for most. */
export function useKeptTexts(run: string, isMadeOfOwn: boolean) {
  return useQuery({ queryKey: ['extensions', 'of', run], queryFn: ({ signal }) => keptTexts(run, signal), enabled: isMadeOfOwn });
}
export function useWorkspace() {
  return useQuery({ queryKey: ['workspace'], queryFn: ({ signal }) => workspace(signal) });
}
export function useSettings() {
  return useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => settings(signal) });
}
/** Under the settings' key: it follows from them. */
export function useTracking() {
  return useQuery({ queryKey: ['settings', 'tracking'], queryFn: ({ signal }) => tracking(signal) });
}
export function useViews() {
  return useQuery({ queryKey: ['views'], queryFn: ({ signal }) => views(signal) });
}
export function useImporters() {
  return useQuery({ queryKey: ['importers'], queryFn: ({ signal }) => listImporters(signal) });
}
/** Newest first. What is being read moves on between two changes, so it is looked at again. */
export function useImports() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => listImports(signal),
    refetchInterval: ({ state: { data } }) => {
      if (data?.some(({ state }) => state === 'looking' || state === 'reading')) return 500;
      return data?.some(({ state }) => state === 'watching') ? 2000 : false;
    },
  });
}
/** Measured for real each time it is asked, so it takes seconds. */
export function useDoctor() {
  return useQuery({ queryKey: ['doctor'], queryFn: ({ signal }) => doctor(signal) });
}
/** The doctor's report where somebody has asked for it; asking takes seconds. */
export function useKnownDoctor() {
  return useQuery({ queryKey: ['doctor'], queryFn: ({ signal }) => doctor(signal), enabled: false });
}
/** Asks the user's Python, so seldom: once while the page is open. */
export function useNativeLibraries() {
  return useQuery({ queryKey: ['native'], queryFn: ({ signal }) => nativeLibraries(signal), staleTime: Infinity });
}
/** Every set that can be fetched, and how far each is. */
export function usePublished() {
  return useQuery({
    queryKey: ['published'],
    queryFn: ({ signal }) => publishedSets(signal),
    refetchInterval: ({ state: { data } }) => (data?.sets.some(({ state }) => state.state === 'working') ? 500 : false),
  });
}
/** Looked at again while something is being set up; then the doctor measures anew, and what else there is to be had is asked anew. */
export function useNativeProgress() {
  return useQuery({
    queryKey: ['native', 'now'],
    queryFn: async ({ signal }) => {
      const now = await nativeProgress(signal);
      const before = queryClient.getQueryData<NativeProgress>(['native', 'now']);
      if (now.state === 'done' && before?.state === 'working') {
        void queryClient.invalidateQueries({ queryKey: ['doctor'] });
        void queryClient.invalidateQueries({ queryKey: ['native'], exact: true });
      }
      return now;
    },
    refetchInterval: ({ state: { data } }) => (data?.state === 'working' ? 1000 : false),
  });
}
/** A run with its lists of series, distributions, probes and checkpoints; kept fresh while it trains. */
export function useRunDetail(id: string | null) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => runDetail(id ?? '', signal),
    enabled: id !== null,
    placeholderData: (before) => (before?.run.id === id ? before : undefined),
  });
}
export function useSampleEntries(run: string | null, probe: string) {
  return useQuery({
    queryKey: ['samples', run, probe],
    queryFn: ({ signal }) => sampleEntries(run ?? '', probe, signal),
    enabled: run !== null,
  });
}
export function useSweeps() {
  return useQuery({ queryKey: ['runs', 'sweeps'], queryFn: ({ signal }) => listSweeps(signal) });
}
/** With the last value of one series for each of its runs; goes stale with the list of runs. */
export function useSweep(id: string, series: string) {
  return useQuery({
    queryKey: ['runs', 'sweep', id, series],
    queryFn: ({ signal }) => sweepDetail(id, series, signal),
    placeholderData: (before) => (before?.sweep.id === id ? before : undefined),
  });
}
/** Runs of one query, a few at most: palette, pickers, status line. */
export function useRunList(query: ListRuns, enabled = true, placeholderData?: typeof keepPreviousData) {
  return useQuery({ queryKey: ['runs', query], queryFn: ({ signal }) => listRuns(query, signal), enabled, placeholderData });
}

export const pageSize = 200;
/** A page of a query's runs, or of those of a group that its `where` finds among them. */
export interface RunPage {
  page: number;
  where?: string;
}
interface HeldPages {
  of: string;
  lists: ReadonlyMap<string, RunList>;
}
/** Those pages of long lists that are on screen. In another order or with other columns each shows what it had until that has come. */
export function useRunPages(query: ListRuns, wanted: readonly RunPage[]) {
  const answers = useQueries({
    queries: wanted.map(({ page, where }) => {
      const ask = where === undefined ? query : { ...query, within: writeBoth(query.within ?? '', where) };
      return {
        queryKey: ['runs', 'page', ask, page],
        queryFn: ({ signal }: { signal: AbortSignal }) => listRuns({ ...ask, offset: page * pageSize, limit: pageSize }, signal),
      };
    }),
  });
  const held = useRef<HeldPages>({ of: '', lists: new Map() });
  held.current = heldPages(
    held.current,
    query,
    wanted,
    answers.map(({ data }) => data),
  );
  const { lists } = held.current;
  return { listOf: (page: RunPage) => lists.get(pageName(page)), failed: answers.find(({ error }) => error) };
}

/** What each wanted page shows: its answer, else what it showed of the same runs before. */
export function heldPages(
  before: HeldPages,
  { query = '', within = '', archived }: ListRuns,
  wanted: readonly RunPage[],
  answers: readonly (RunList | undefined)[],
): HeldPages {
  const of = JSON.stringify([query, within, archived]);
  const lists = wanted.flatMap((page, at) => {
    const name = pageName(page);
    const list = answers[at] ?? (before.of === of ? before.lists.get(name) : undefined);
    return list === undefined ? [] : [[name, list] as const];
  });
  return { of, lists: new Map(lists) };
}
function pageName({ page, where = '' }: RunPage): string {
  return `${page} ${where}`;
}

/**
 * Marks stale what a change touches, at most every `period` milliseconds: points arrive many times a second, and a list
 * that is asked for that often only burns the machine that trains. Only what is on screen is asked for again.
 */
export function followChanges(period = 700): () => void {
  const waiting = new Map<string | null, Change>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSoon = false;
  const flush = () => {
    timer = undefined;
    isSoon = false;
    if (document.hidden) return;
    const changes = [...waiting.values()];
    waiting.clear();
    // An answer on its way may be older than a change of state, and would stand for good; points bring the next change soon.
    const cancelRefetch = changes.some(({ kinds }) => kinds.some(isUrgent));
    for (const key of staleKeys(changes)) void queryClient.invalidateQueries({ queryKey: key }, { cancelRefetch });
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isDrawnFrom(queryKey, changes), refetchType: 'none' });
    if (changes.some(({ run }) => run === null))
      void queryClient.invalidateQueries({ predicate: ({ state: { error } }) => isUnheard(error) });
  };
  const wake = () => {
    if (!document.hidden && waiting.size > 0) flush();
  };
  const unsubscribe = live.subscribe((change) => {
    waiting.set(change.run, mergeChanges(waiting.get(change.run), change));
    const isUrgentChange = change.kinds.some(isUrgent);
    if (timer !== undefined && (isSoon || !isUrgentChange)) return;
    clearTimeout(timer);
    isSoon = isUrgentChange;
    timer = setTimeout(flush, isSoon ? 40 : period);
  });
  document.addEventListener('visibilitychange', wake);
  return () => {
    unsubscribe();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}

function isUrgent(kind: Change['kinds'][number]): boolean {
  return !['progress', 'points', 'distributions', 'samples', 'checkpoints', 'log', 'imports'].includes(kind);
}

const drawnFrom: Record<string, Change['kinds'][number]> = { spark: 'points', 'preview-curve': 'points', distributions: 'distributions' };

/**
 * Whether a query, keyed by what it draws and the runs it draws, is older than these changes. What is on screen asks again
 * by itself, at its own pace; what has left it is asked for anew when it is seen again.
 */
export function isDrawnFrom([name, runs]: readonly unknown[], changes: readonly Change[]): boolean {
  const kind = drawnFrom[String(name)];
  if (kind === undefined) return false;
  const drawn = [runs].flat();
  return changes.some((change) => change.kinds.includes(kind) && (change.run === null || drawn.includes(change.run)));
}

/** The query keys that these changes make stale, each once. */
export function staleKeys(changes: readonly Change[]): unknown[][] {
  const keys = new Map<string, unknown[]>();
  const add = (...key: unknown[]) => keys.set(JSON.stringify(key), key);
  for (const { run, kinds } of changes) {
    if (kinds.includes('settings')) {
      add('settings');
      add('published');
      // The settings say where a config is measured that leaves the backend open.
      add('describe');
    }
    if (kinds.includes('views')) add('views');
    if (kinds.includes('imports')) add('imports');
    if (kinds.includes('published')) {
      add('published');
      // What could not be shown may be there now.
      add('preview');
      add('describe');
    }
    if (kinds.includes('catalogue')) {
      add('catalogue');
      add('extensions');
    }
    if (kinds.some((kind) => kind === 'run' || kind === 'removed' || kind === 'progress' || kind === 'points')) {
      add('runs');
      add('workspace');
    }
    if (run === null) {
      add('workspace');
      // A disk that came or went shows in the lists of checkpoints.
      if (kinds.includes('run') || kinds.includes('notices')) add('run');
      if (kinds.includes('samples')) add('samples');
      continue;
    }
    add('run', run);
    if (kinds.includes('run')) add('artifacts', run);
    if (kinds.includes('samples')) add('samples', run);
    if (kinds.includes('log')) add('log', run);
  }
  return [...keys.values()];
}
