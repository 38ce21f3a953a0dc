import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BackendChoice } from '../../../shared/backend-choice.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import type { Description, Measuring } from '../../../shared/trainer-protocol.ts';
import { describeConfig, doctor, measuringNow, stopMeasuring } from '../../api-client.ts';
import { queryClient } from '../../queries.ts';
import { attempt } from '../../ui/undo.tsx';

export interface Cost {
  description: Description | undefined;
  /** The figures are of a config that has changed since. */
  isOld: boolean;
  isMeasuring: boolean;
  progress: Measuring | null;
  error: Error | null;
  again(): void;
  stop(): void;
  /** The same config on every backend that is here, as far as that was asked for. */
  elsewhere: { backend: string; description?: Description; sentence?: string }[];
  measureEverywhere(): void;
}

/** What a config costs, measured as soon as it has settled. A step may take minutes; the form goes on meanwhile. */
export function useCost(config: RunConfig | null): Cost {
  const asked = JSON.stringify(config === null ? null : costKey(config));
  const [settled] = useDebouncedValue(asked, 500);
  const cost = useQuery({ ...costQuery(settled), enabled: settled !== 'null', placeholderData: keepPreviousData, retry: false });
  const everywhere = useEverywhere(settled);
  const isMeasuring = cost.isFetching || everywhere.isGoing;
  const progress = useQuery({
    queryKey: ['measuring', settled],
    queryFn: ({ signal }) => measuringNow(signal),
    enabled: isMeasuring,
    refetchInterval: 700,
  });

  return {
    description: cost.data,
    isOld: cost.isFetching || asked !== settled || config === null,
    isMeasuring,
    progress: isMeasuring ? (progress.data?.measuring ?? null) : null,
    error: config === null ? null : cost.error,
    again: () => void cost.refetch(),
    stop: () => {
      everywhere.stop();
      void attempt(stopMeasuring);
    },
    elsewhere: everywhere.rows,
    measureEverywhere: () => void everywhere.measure(),
  };
}

/** The same config on one backend after the other, until it is stopped, changed or left. */
function useEverywhere(asked: string) {
  const [found, setFound] = useState<{ of: string; rows: Cost['elsewhere']; isGoing: boolean }>({ of: '', rows: [], isGoing: false });
  const going = useRef<AbortController | null>(null);
  const stop = useCallback((of: string) => {
    going.current?.abort();
    setFound((before) => (before.of === of ? { ...before, isGoing: false } : before));
  }, []);
  useEffect(() => () => stop(asked), [asked, stop]);

  async function measure(): Promise<void> {
    stop(asked);
    const rows: Cost['elsewhere'] = [];
    going.current = new AbortController();
    const { signal } = going.current;
    const show = (isGoing: boolean) => {
      if (!signal.aborted) setFound({ of: asked, rows: [...rows], isGoing });
    };
    show(true);
    try {
      const { backends } = await queryClient.fetchQuery({
        queryKey: ['doctor'],
        queryFn: ({ signal }) => doctor(signal),
        staleTime: 600_000,
      });
      for (const { name, available } of backends) {
        if (!available) continue;
        if (signal.aborted) return;
        const on = JSON.stringify({ ...JSON.parse(asked), backend: name as BackendChoice });
        const query = costQuery(on);
        const cancel = () => void queryClient.cancelQueries({ queryKey: query.queryKey, type: 'inactive' });
        signal.addEventListener('abort', cancel);
        const row: Cost['elsewhere'][number] = await queryClient
          .fetchQuery({ ...query, staleTime: Number.POSITIVE_INFINITY, retry: false })
          .then(
            (description) => ({ backend: name, description }),
            (error: Error) => ({ backend: name, sentence: error.message }),
          );
        signal.removeEventListener('abort', cancel);
        rows.push(row);
        show(true);
      }
    } catch (error) {
      rows.push({ backend: '', sentence: (error as Error).message });
    }
    show(false);
  }

  return { rows: found.of === asked ? found.rows : [], isGoing: found.of === asked && found.isGoing, measure, stop: () => stop(asked) };
}

function costQuery(asked: string) {
  return { queryKey: ['describe', asked], queryFn: ({ signal }: { signal: AbortSignal }) => describeConfig(JSON.parse(asked), signal) };
}

/** What the cost depends on: not the name, nor how long it runs. */
function costKey(config: RunConfig) {
  const { name: _name, steps: _steps, stop: _stop, recording: _recording, ...rest } = config;
  return rest;
}
