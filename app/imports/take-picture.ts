import type { SampleMeasurement } from '../../shared/measurement.ts';
import { readSafetensors } from '../../shared/safetensors.ts';
import type { Store } from '../store/store.ts';
import { decodePart } from './decode.ts';

/** One encoded picture as a sample of its run; those of one probe and step are one sample while they are of one size. False where it can't be read. */
export async function takePicture(
  store: Store,
  run: string,
  { probe, step, file }: { probe: string; step: number; file: Uint8Array },
): Promise<boolean> {
  const { parts } = await decodePart({ type: 'pictures', probe, step, files: [file] }, { incoming: null, signal: AbortSignal.abort() });
  const samples = parts.filter((part) => part.type === 'sample');
  if (samples.length === 0 || store.runs.get(run) === null) return false;
  store.imports.take(
    run,
    samples.map((sample) => withOthers(store, run, sample)),
  );
  return true;
}

function withOthers(store: Store, run: string, sample: SampleMeasurement): SampleMeasurement {
  for (let number = 1; ; number += 1) {
    const probe = number === 1 ? sample.probe : `${sample.probe} (${number})`;
    const there = store.samples.list(run, probe).find(({ step }) => step === sample.step);
    if (there === undefined) return { ...sample, probe };
    const before = readSafetensors(store.samples.read(there.id)).tensors.pixels;
    const { shape, data } = sample.tensors.pixels;
    if (before === undefined || String(before.shape.slice(1)) !== String(shape.slice(1))) continue;
    const pixels = new Uint8Array(before.data.length + data.length);
    pixels.set(before.data as Uint8Array);
    pixels.set(data as Uint8Array, before.data.length);
    return { ...sample, probe, tensors: { pixels: { shape: [before.shape[0] + shape[0], ...shape.slice(1)], data: pixels } } };
  }
}
