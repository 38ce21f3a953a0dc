import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { drawParts, type Latent } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { useSteady } from '../../panels/use-steady.ts';
import { encodedExamples, type Generated, generate, openGenerator, sample } from '../../api-client.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { withHeld } from './axes.ts';
import { type Pin, readPin } from './page-words.ts';

export function useGenerators(checkpoints: readonly number[]) {
  return useQueries({
    queries: checkpoints.map((checkpoint) => ({
      queryKey: ['generator', checkpoint],
      queryFn: ({ signal }: { signal: AbortSignal }) => openGenerator(checkpoint, signal),
      retry: false,
    })),
  });
}

/** Each pin as a latent of this generator, the same array while nothing changed; empty where one has not come yet or has another length. */
export function usePinLatents(pinKey: string, generator: OpenedGenerator | undefined, held: Record<string, number>): Latent[] {
  const pins = useMemo(() => pinKey.split(',').flatMap((text) => readPin(text) ?? []), [pinKey]);
  const samples = [...new Set(pins.flatMap((pin) => (pin.kind === 'sample' ? [pin.sample] : [])))];
  const answers = useQueries({
    queries: samples.map((id) => ({
      queryKey: ['sample', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => sample(id, signal),
    })),
  });
  const sampleKey = samples.join();
  const loaded = useSteady(answers.map(({ data }) => data));
  const recorded = useMemo(
    () => sampleKey.split(',').map((id, i): Recorded => ({ id: Number(id), latents: loaded[i]?.tensors.latents })),
    [sampleKey, loaded],
  );
  const heldKey = JSON.stringify(held);
  const wantsExamples = generator?.encodes === true && pins.some(({ kind }) => kind === 'example');
  const { data: examples } = useExamples(generator, wantsExamples);
  return useMemo(() => {
    if (!generator) return [];
    const latents = pins.map((pin) => latentOf(pin, generator, recorded, examples));
    return latents.includes(null)
      ? []
      : latents.filter((latent) => latent !== null).map((latent) => withHeld(latent, generator, JSON.parse(heldKey)));
  }, [pins, generator, recorded, examples, heldKey]);
}

interface Recorded {
  id: number;
  latents: WireTensor | undefined;
}
function latentOf(
  pin: Pin,
  { latentSize, parts }: OpenedGenerator,
  recorded: readonly Recorded[],
  examples: Record<string, WireTensor> | undefined,
): Latent | null {
  if (pin.kind === 'seed') return drawParts(pin.seed, latentSize, parts);
  if (pin.kind === 'numbers') return pin.numbers.length === latentSize ? Float32Array.from(pin.numbers) : null;
  const latents = pin.kind === 'example' ? examples?.latents : recorded.find(({ id }) => id === pin.sample)?.latents;
  // A map of latents is [rows,columns,size]; its pictures count row by row.
  if (!latents || latents.shape.at(-1) !== latentSize || (pin.index + 1) * latentSize > latents.data.length) return null;
  return Float32Array.from(latents.data.subarray(pin.index * latentSize, (pin.index + 1) * latentSize));
}

/** Whether it draws a value at a time: seconds a picture instead of milliseconds. */
export function isSlow({ parts }: OpenedGenerator): boolean {
  return parts.some(({ kind }) => kind === 'noise');
}

/** `label`: the condition of all of them, or of each; what there is of conditions bounds it. */
export function askFor(
  generator: OpenedGenerator,
  latents: readonly Latent[],
  label: number | readonly number[],
  signal?: AbortSignal,
): Promise<Generated> {
  const { checkpoint, latentSize, classes } = generator;
  const rows = new Float32Array(latents.length * latentSize);
  latents.forEach((latent, i) => {
    rows.set(latent, i * latentSize);
  });
  const of = (at: number) => Math.min(typeof label === 'number' ? label : label[at], (classes ?? 1) - 1);
  const labels = classes === null ? undefined : Int32Array.from({ length: latents.length }, (_, at) => of(at));
  return generate(checkpoint, { latents: rows, count: latents.length, latentSize, labels }, signal);
}

/** A few real examples as latents of this generator, and as what they are. */
export function useExamples(generator: OpenedGenerator | undefined, isWanted: boolean) {
  const checkpoint = generator?.checkpoint ?? -1;
  return useQuery({
    queryKey: ['encoded', checkpoint],
    queryFn: ({ signal }) => encodedExamples(checkpoint, signal),
    enabled: isWanted && generator !== undefined,
  });
}

/** What the generator makes of many latents: behind a point, everything it can make. */
export function useCloud(generator: OpenedGenerator, label: number) {
  return useQuery({ ...cloudOf(generator, label), enabled: generator.output.kind === 'points' });
}
export function cloudOf(generator: OpenedGenerator, label: number) {
  const latents = () => Array.from({ length: 1000 }, (_, seed) => drawParts(seed + 1_000_000, generator.latentSize, generator.parts));
  return {
    queryKey: ['cloud', generator.checkpoint, label],
    queryFn: ({ signal }: { signal?: AbortSignal }) => askFor(generator, latents(), label, signal),
  };
}
