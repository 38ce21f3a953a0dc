import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { ListRuns } from '../../shared/api/runs.ts';
import { hasEnded, type Run, type RunStatus } from '../../shared/run.ts';
import { useRunList } from '../queries.ts';
import { strings } from '../strings.ts';
import { runTitle } from './run-title.ts';

export interface RunEvent {
  id: number;
  time: number;
  run: string;
  level: 'info' | 'warning';
  sentence: string;
}
interface RunEvents {
  events: RunEvent[];
  add(event: Omit<RunEvent, 'id'>): void;
}

/** What happened to runs since this window opened, newest first. */
export const useRunEvents = create<RunEvents>((set) => ({
  events: [],
  add: (event) => set(({ events }) => ({ events: [{ ...event, id: (events[0]?.id ?? 0) + 1 }, ...events].slice(0, 100) })),
}));

/** The list that palette, status line and announcer share. */
export const recentRuns: ListRuns = { limit: 50, archived: 'all' };

/** Notices changes of state among the recent runs, keeps them as events and speaks them to screen readers. */
export function RunAnnouncer() {
  const { data } = useRunList(recentRuns);
  const known = useRef<Map<string, SeenRun> | null>(null);
  const add = useRunEvents((store) => store.add);
  const latest = useRunEvents((store) => store.events[0]);
  useEffect(() => {
    if (!data) return;
    for (const run of known.current === null ? [] : newsAmong(data.runs, known.current).reverse()) {
      const level = run.status === 'failed' || run.status === 'interrupted' ? 'warning' : 'info';
      add({ time: Date.now(), run: run.id, level, sentence: eventSentence(run) });
    }
    for (const { run, rules } of known.current === null ? [] : findingsAmong(data.runs, known.current)) {
      add({ time: Date.now(), run: run.id, level: 'warning', sentence: `${runTitle(run)}: ${rules.join(', ')}.` });
    }
    known.current = new Map([...(known.current ?? []), ...data.runs.map((run) => [run.id, run] as const)]);
  }, [data, add]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {latest?.sentence}
    </VisuallyHidden>
  );
}

type SeenRun = Pick<Run, 'id' | 'number' | 'status' | 'origin' | 'health'>;

/**
 * Those whose state has changed since they were seen last. A run that is first seen after its end is news where it is new and ours: what
 * other tools logged, and what a deletion uncovers or brings back, ended long ago.
 */
export function newsAmong<Seen extends SeenRun>(runs: readonly Seen[], known: ReadonlyMap<string, SeenRun>): Seen[] {
  return runs.filter((run) => known.get(run.id)?.status !== run.status && isWorthSaying(run.status) && !isOld(run, known));
}

function isOld({ id, number, status, origin }: SeenRun, known: ReadonlyMap<string, SeenRun>): boolean {
  const highest = Math.max(0, ...[...known.values()].map((run) => run.number));
  return !known.has(id) && hasEnded(status) && (origin !== null || number <= highest);
}

/** What the health rules have found since these runs were seen last; of a run that is new, whatever they found. */
export function findingsAmong<Seen extends SeenRun>(
  runs: readonly Seen[],
  known: ReadonlyMap<string, SeenRun>,
): { run: Seen; rules: string[] }[] {
  return runs.flatMap((run) => {
    const before = known.get(run.id)?.health ?? (isOld(run, known) ? run.health : []);
    const rules = run.health.filter((rule) => !before.includes(rule));
    return rules.length === 0 ? [] : [{ run, rules }];
  });
}

function isWorthSaying(status: RunStatus): boolean {
  return status !== 'starting' && status !== 'stopping';
}

export function eventSentence(run: Pick<Run, 'name' | 'number' | 'status' | 'sentence'>): string {
  const base = `${runTitle(run)}: ${strings.statuses[run.status]}`;
  return run.sentence ? `${base}. ${run.sentence}` : base;
}
