import type { SampleEntry } from '../../../shared/api/measurements.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { NamedTensor } from '../../../shared/measurement.ts';
import type { ExportSource } from '../../exporter.ts';

/** The recorded pictures of a run, oldest step first. @throws StudioError not-found where it has none */
export function pictureSteps(source: ExportSource, run: string): SampleEntry[] {
  const entries = source.samples(run).filter(({ kind }) => kind === 'pictures');
  if (entries.length === 0) {
    const { number, name } = source.run(run);
    throw new StudioError('not-found', `#${number} ${name} has recorded no pictures.`);
  }
  return entries;
}

/** Those of a step, or of the last one. @throws StudioError not-found, with the steps there are */
export function picturesAt(source: ExportSource, run: string, step: number | undefined): { step: number; pixels: NamedTensor } {
  const entries = pictureSteps(source, run);
  const entry = step === undefined ? entries[entries.length - 1] : entries.find((candidate) => candidate.step === step);
  if (!entry) {
    const nearest = entries.reduce((best, candidate) =>
      Math.abs(candidate.step - Number(step)) < Math.abs(best.step - Number(step)) ? candidate : best,
    );
    const { number, name } = source.run(run);
    throw new StudioError('not-found', `#${number} ${name} recorded no pictures at step ${step}; the nearest are at step ${nearest.step}.`);
  }
  return { step: entry.step, pixels: picturesOf(source, entry) };
}

/** `pixels` [n,height,width,channels], at most `count` of them. */
export function picturesOf(source: ExportSource, entry: SampleEntry, count = 256): NamedTensor {
  const { pixels } = source.sampleTensors(entry.id);
  const [n, ...shape] = pixels.shape;
  const shown = Math.min(n, count);
  return { shape: [shown, ...shape], data: pixels.data.subarray(0, (pixels.data.length / n) * shown) } as NamedTensor;
}
