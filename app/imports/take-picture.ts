import type { SampleMeasurement } from '../../shared/measurement.ts';
import { readSafetensors } from '../../shared/safetensors.ts';
import type { Store } from '../store/store.ts';
import { decodePart } from './decode.ts';

/** More numbers than this are never joined in one sample: each picture that joins is the whole of it read and written. */
const mostNumbers = 16_000_000;
/** So many sizes of one probe at one step are samples. */
const mostSizes = 20;

/**
 * One encoded picture as a sample of its run; those of one probe and step are one sample while they are of one size. False where it
 * can't be read, or its step has no room for it.
 * @throws StudioError damaged, not-found, disk-full
 */
export async function takePicture(
  store: Store,
  run: string,
  { probe, step, file }: { probe: string; step: number; file: Uint8Array },
): Promise<boolean> {
  const { parts } = await decodePart({ type: 'pictures', probe, step, files: [file] }, { incoming: null, signal: AbortSignal.abort() });
  if (store.runs.get(run) === null) return false;
  const samples = parts.filter((part) => part.type === 'sample').flatMap((sample) => withOthers(store, run, sample) ?? []);
  if (samples.length === 0) return false;
  store.imports.take(run, samples);
  return true;
}

function withOthers(store: Store, run: string, sample: SampleMeasurement): SampleMeasurement | null {
  const { shape, data } = sample.tensors.pixels;
  for (let number = 1; number <= mostSizes; number += 1) {
    const probe = number === 1 ? sample.probe : `${sample.probe} (${number})`;
    const there = store.samples.list(run, probe).find(({ step }) => step === sample.step);
    if (there === undefined) return { ...sample, probe };
    const [count = 0, ...size] = there.shapes.pixels ?? [];
    if (String(size) !== String(shape.slice(1))) continue;
    if ((count + shape[0]) * (data.length / shape[0]) > mostNumbers) return null;
    const before = readSafetensors(store.samples.read(there.id)).tensors.pixels.data;
    const pixels = new Uint8Array(before.length + data.length);
    pixels.set(before as Uint8Array);
    pixels.set(data as Uint8Array, before.length);
    return { ...sample, probe, tensors: { pixels: { shape: [count + shape[0], ...size], data: pixels } } };
  }
  return null;
}
