import { useQueries } from '@tanstack/react-query';
import type { RunSample } from './sample-data.ts';
import { numbersOf } from './sample-data.ts';
import { type UmapAsk, usualUmap } from './umap.ts';
import { useSteady } from './use-steady.ts';

/** The plane of each sample that holds codes; undefined while it is being made, and where there are none. */
export function useUmaps(samples: readonly RunSample[], isWanted: boolean): { planes: (Float32Array | undefined)[]; error: unknown } {
  const answers = useQueries({
    queries: samples.map(({ entry, tensors }) => ({
      queryKey: ['umap', entry.object],
      queryFn: () => askWorker({ codes: numbersOf(tensors, 'codes'), width: tensors.codes.shape[1], ...usualUmap }),
      enabled: isWanted && tensors.codes !== undefined,
      retry: false,
    })),
  });
  return { planes: useSteady(answers.map(({ data }) => data)), error: answers.find(({ error }) => error)?.error ?? null };
}

type Reply = { id: number; points: Float32Array } | { id: number; sentence: string };
let worker: Worker | null = null;
let lastId = 0;

function askWorker(ask: UmapAsk): Promise<Float32Array> {
  worker ??= new Worker(new URL('./umap-worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const over = () => {
      asked.removeEventListener('message', hear);
      asked.removeEventListener('error', fail);
    };
    const hear = ({ data }: MessageEvent<Reply>) => {
      if (data.id !== id) return;
      over();
      if ('points' in data) resolve(data.points);
      else reject(new Error(`UMAP could not place these codes: ${data.sentence}`));
    };
    const fail = () => {
      over();
      worker = null;
      reject(new Error('UMAP could not be started in this browser; the principal axes are there.'));
    };
    asked.addEventListener('message', hear);
    asked.addEventListener('error', fail);
    asked.postMessage({ id, ask });
  });
}
