import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackendChoice } from '../../../shared/backend-choice.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import type { Description, Measuring } from '../../../shared/trainer-protocol.ts';
import { describeConfig, doctor, measuringNow, stopMeasuring } from '../../api-client.ts';
import { queryClient } from '../../queries.ts';

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
  const [everywhere, setEverywhere] = useState<{ of: string; rows: Cost['elsewhere']; isGoing: boolean }>({
    of: '',
    rows: [],
    isGoing: false,
  });
  const isMeasuring = cost.isFetching || everywhere.isGoing;
  const progress = useQuery({
    queryKey: ['measuring', settled],
    queryFn: ({ signal }) => measuringNow(signal),
    enabled: isMeasuring,
    refetchInterval: 700,
  });

  async function measureEverywhere(): Promise<void> {
    const rows: Cost['elsewhere'] = [];
    const show = (isGoing: boolean) => setEverywhere({ of: settled, rows: [...rows], isGoing });
    show(true);
    try {
      const { backends } = await queryClient.fetchQuery({
        queryKey: ['doctor'],
        queryFn: ({ signal }) => doctor(signal),
        staleTime: 600_000,
      });
      for (const { name, available } of backends) {
        if (!available) continue;
        const on = JSON.stringify({ ...JSON.parse(settled), backend: name as BackendChoice });
        const row: Cost['elsewhere'][number] = await queryClient
          .fetchQuery({ ...costQuery(on), staleTime: Number.POSITIVE_INFINITY, retry: false })
          .then(
            (description) => ({ backend: name, description }),
            (error: Error) => ({ backend: name, sentence: error.message }),
          );
        rows.push(row);
        show(true);
        if (row.sentence === cancelled) break;
      }
    } catch (error) {
      rows.push({ backend: '', sentence: (error as Error).message });
    }
    show(false);
  }

  return {
    description: cost.data,
    isOld: cost.isFetching || asked !== settled || config === null,
    isMeasuring,
    progress: isMeasuring ? (progress.data?.measuring ?? null) : null,
    error: config === null ? null : cost.error,
    again: () => void cost.refetch(),
    stop: () => void stopMeasuring(),
    elsewhere: everywhere.of === settled ? everywhere.rows : [],
    measureEverywhere: () => void measureEverywhere(),
  };
}

/** As the studio refuses what was stopped by hand. */
const cancelled = 'The measuring was cancelled.';

function costQuery(asked: string) {
  return { queryKey: ['describe', asked], queryFn: ({ signal }: { signal: AbortSignal }) => describeConfig(JSON.parse(asked), signal) };
}

/** What the cost depends on: not the name, nor how long it runs. */
function costKey(config: RunConfig) {
  const { name: _name, steps: _steps, stop: _stop, recording: _recording, ...rest } = config;
  return rest;
}
