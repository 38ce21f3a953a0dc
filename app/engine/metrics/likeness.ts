import { ssim, ssimWindow } from '../../../shared/ssim.ts';
import { freshBatch, generates, freshLatents, take } from '../examples.ts';
import type { Metric } from '../metric.ts';
import { meanPsnr } from '../proof-measures.ts';

const count = 100;

/** What is made of a given picture against the picture that was wanted, where there is one right answer. */
export const likeness: Metric = {
  name: 'likeness',
  series: [
    {
      key: 'psnr',
      label: 'PSNR against the truth',
      unit: 'dB',
      help: '10 log₁₀(range² / mean squared error) of each picture, then the mean. A loss that wants sharp pictures lowers it by design.',
      better: 'higher',
    },
    {
      key: 'ssim',
      label: 'SSIM against the truth',
      unit: '',
      help: 'Structural similarity under a Gaussian window of 11 pixels (7 below a side of 24), σ 1.5, K₁ .01, K₂ .03; 1 for equal pictures.',
      better: 'higher',
    },
  ],
  accepts: ['pairs'],
  definition: `Over ${count} fresh pairs, values in −1…1: PSNR of each, then the mean; SSIM (Wang et al. 2004) of each, then the mean.`,
  judges: 'model',
  appliesTo: (_dataset, model) => generates(model) && model.conditionedOn === 'picture',
  async measure({ tf, model, dataset, random, width }): Promise<Record<string, number>> {
    if (dataset.kind !== 'pairs' || !generates(model)) return {};
    const batch = freshBatch(tf, dataset, random, count);
    const made = await take(tf.tidy(() => model.generate(freshLatents(tf, model, random, count), batch.given!)));
    const truth = Float32Array.from(await batch.real.data());
    tf.dispose(Object.values(batch).filter((tensor) => tensor !== null));
    return { psnr: meanPsnr(truth, made.data, width), ssim: meanSsim(truth, made.data, dataset) };
  },
};

/** Of pictures in −1…1, [n,size,size,channels]. */
export function meanSsim(truth: Float32Array, made: Float32Array, { size, channels }: { size: number; channels: number }): number {
  if (ssimWindow({ width: size, height: size }) < 1) return Number.NaN;
  const width = size * size * channels;
  let sum = 0;
  for (let from = 0; from < truth.length; from += width) {
    const plate = (values: Float32Array) => ({ width: size, height: size, channels, data: values.subarray(from, from + width) });
    sum += ssim(shifted(plate(truth)), shifted(plate(made)), 2) ?? Number.NaN;
  }
  return (sum * width) / truth.length;
}

/** SSIM compares brightness, which starts at 0. */
function shifted<Plate extends { data: Float32Array }>(plate: Plate): Plate {
  return { ...plate, data: plate.data.map((value) => value + 1) };
}
