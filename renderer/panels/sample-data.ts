import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SampleEntry } from '../../shared/api/measurements.ts';
import { nearestRow } from '../charts/step-rows.ts';
import type { Pictures } from '../charts/pictures.ts';
import { sample, sampleEntries, type Tensors } from '../api-client.ts';
import type { PanelRun } from './panel.ts';
import { useSteady } from './use-steady.ts';

/** What a run's probe saw at the recorded step nearest to the page's. */
export interface RunSample {
  run: PanelRun;
  entry: SampleEntry;
  tensors: Tensors['tensors'];
}

/** Runs that have the probe, each at its nearest recorded step; while another step loads the one before it stays. */
export function useRunSamples(
  runs: PanelRun[],
  probe: string | ((run: PanelRun) => string),
  step: number | null,
): { samples: RunSample[]; error: unknown; isWaiting: boolean } {
  const probeOf = typeof probe === 'string' ? () => probe : probe;
  const having = useSteady(runs.filter((run) => run.detail.probes.some((entry) => entry.probe === probeOf(run))));
  const lists = useQueries({
    queries: having.map((run) => ({
      queryKey: ['samples', run.id, probeOf(run)],
      queryFn: ({ signal }: { signal: AbortSignal }) => sampleEntries(run.id, probeOf(run), signal),
    })),
  });
  const entries = lists.map(({ data }) => (data ? data[nearestOf(data, step)] : undefined));
  const bodies = useQueries({
    queries: entries.map((entry, i) => ({
      queryKey: ['run-sample', entry?.id ?? `none of ${having[i].id} ${probeOf(having[i])}`],
      queryFn: async ({ signal }: { signal: AbortSignal }) => ({ entry, ...(await sample(entry?.id ?? 0, signal)) }),
      enabled: entry !== undefined,
      placeholderData: (
        before: { entry: SampleEntry | undefined; tensors: Tensors['tensors']; metadata: Tensors['metadata'] } | undefined,
      ) => (before?.entry?.run === entry?.run && before?.entry?.probe === entry?.probe ? before : undefined),
      gcTime: 60_000,
    })),
  });
  const loaded = useSteady(bodies.map(({ data }) => data));
  const samples = useMemo(() => joined(having, loaded), [having, loaded]);
  return {
    samples,
    error: [...lists, ...bodies].find(({ error }) => error)?.error ?? null,
    isWaiting: [...lists, ...bodies].some(({ isLoading }) => isLoading),
  };
}

function joined(runs: PanelRun[], loaded: ({ entry: SampleEntry | undefined; tensors: Tensors['tensors'] } | undefined)[]): RunSample[] {
  return runs.flatMap((run, i) => {
    const body = loaded[i];
    return body?.entry ? [{ run, entry: body.entry, tensors: body.tensors }] : [];
  });
}
function nearestOf(entries: SampleEntry[], step: number | null): number {
  return nearestRow(
    entries.map((entry) => entry.step),
    step,
  );
}

export function picturesOf(tensors: Tensors['tensors'], name = 'pixels'): Pictures | null {
  const pixels = tensors[name];
  if (pixels?.shape.length !== 4 || !(pixels.data instanceof Uint8Array)) return null;
  const [count, height, width, channels] = pixels.shape;
  return { count, height, width, channels, data: pixels.data };
}
export function numbersOf(tensors: Tensors['tensors'], name: string): Float32Array {
  const data = tensors[name]?.data;
  return data instanceof Float32Array ? data : Float32Array.from(data ?? []);
}

/** "step 1200", and where the page stands elsewhere, that it is the nearest. */
export function stepNote(recorded: number, step: number | null): string {
  return step === null || step === recorded ? `step ${recorded}` : `step ${recorded}, nearest recorded to ${step}`;
}
