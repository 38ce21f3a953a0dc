import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Distribution } from '../../shared/measurement.ts';
import type { WireTensor } from '../../shared/safetensors.ts';
import { distributions } from '../api-client.ts';
import { useChanges } from '../live.ts';
import { queryClient } from '../queries.ts';

/** One key of one run at the recorded steps that were asked for, ascending. */
export interface RecordedSteps {
  steps: number[];
  distributions: Distribution[];
}
/** More than any panel is wide; the studio chooses them evenly where more were recorded. */
const mostSteps = 300;

/** The recorded distributions of one key, a place a run; undefined while they are on their way. */
export function useDistributions(runs: string[], key: string): { data: (RecordedSteps | undefined)[]; error: unknown; isWaiting: boolean } {
  const results = useQueries({
    queries: runs.map((run) => ({
      queryKey: ['distributions', run, key],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        readSteps((await distributions(run, { key, count: mostSteps }, signal)).tensors),
      enabled: key !== '',
      retry: false,
    })),
  });
  const timers = useMemo(() => new Map<string, ReturnType<typeof setTimeout>>(), []);
  useChanges(runs, ['distributions'], ({ run }) => {
    for (const stale of run === null ? runs : [run]) {
      if (timers.has(stale)) continue;
      timers.set(
        stale,
        setTimeout(() => {
          timers.delete(stale);
          void queryClient.invalidateQueries({ queryKey: ['distributions', stale] }, { cancelRefetch: false });
        }, 400),
      );
    }
  });
  return {
    data: results.map((result) => result.data),
    error: results.find((result) => result.error)?.error ?? null,
    isWaiting: results.some((result) => result.isLoading),
  };
}

/** From the columns described at GET /api/runs/:id/distributions. */
export function readSteps(tensors: Record<string, WireTensor>): RecordedSteps {
  const column = (name: string) => tensors[name]?.data ?? new Float64Array(0);
  const steps = Array.from(column('steps'));
  const bins = tensors.counts?.shape[1] ?? 0;
  const width = tensors.quantiles?.shape[1] ?? 0;
  const bounds = column('bound');
  return {
    steps,
    distributions: steps.map((_, i) => ({
      low: column('low')[i],
      high: column('high')[i],
      counts: Uint32Array.from(column('counts').subarray(i * bins, (i + 1) * bins)),
      size: column('size')[i],
      nonFinite: column('nonFinite')[i],
      min: column('min')[i],
      max: column('max')[i],
      mean: column('mean')[i],
      deviation: column('deviation')[i],
      quantiles: Float32Array.from(column('quantiles').subarray(i * width, (i + 1) * width)),
      bound: Number.isNaN(bounds[i] ?? Number.NaN) ? null : { value: bounds[i], share: column('boundShare')[i] },
    })),
  };
}
