import { z } from 'zod';

/** Best first is the engine's to say; this is the order in which they are shown. */
export const backendNames = ['cuda', 'webgpu', 'native', 'wasm', 'cpu'] as const;
export const backendName = z.enum(backendNames);
export type BackendName = z.infer<typeof backendName>;

/** What is asked for: the best there is, a backend, or one device of a backend that may have several (`cuda:1`). */
export type BackendChoice = 'auto' | BackendName | `${'cuda' | 'webgpu'}:${number}`;
export const backendChoice = z.custom<BackendChoice>(
  (value) => typeof value === 'string' && (/^(cuda|webgpu):(0|[1-9]\d?)$/.test(value) || ['auto', ...backendNames].includes(value)),
  {
    error: ({ input }) =>
      `${String(input)} is no backend; it takes one of auto, ${backendNames.join(', ')}, or one device such as cuda:1 or webgpu:0.`,
  },
);

/** `device` is null where the choice leaves it open. */
export function partsOf(choice: BackendChoice): { name: 'auto' | BackendName; device: number | null } {
  const [name, device] = choice.split(':');
  return { name: name as 'auto' | BackendName, device: device === undefined ? null : Number(device) };
}

/** A GPU as its driver tells of it. Numbers count as the backends count them. */
export interface Gpu {
  index: number;
  name: string;
  driver: string;
  memoryBytes: number;
  /** When it was last asked. */
  freeBytes: number;
  /** CUDA's compute capability, such as 7.5; left out by drivers that are too old to tell. */
  capability?: number;
}

/** One device of a backend. What the driver does not tell is null. */
export interface BackendDevice {
  /** As a config names it: `cuda:1`. */
  choice: BackendChoice;
  name: string;
  driver: string | null;
  memoryBytes: number | null;
  freeBytes: number | null;
}
