import { drawsByValue } from '../parts/autoregressive.ts';
import { ssim, ssimWindow } from '../../../shared/ssim.ts';
import { freshBatch, generates, freshLatents, take } from '../measuring/examples.ts';
import type { Metric, MetricContext } from '../metric.ts';
import { meanPsnr } from '../measuring/comparisons.ts';

const count = 100;

/** What is made of a given picture against the one that was wanted, and what an auto-encoder restores against what went in. */
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
  accepts: ['pairs', 'pictures'],
  definition: `Over ${count} fresh pairs, or pictures and their reconstructions, values in −1…1: PSNR of each, then the mean; SSIM (Wang et al. 2004) of each, then the mean.`,
  judges: 'model',
  besideTraining: true,
  appliesTo: (dataset, model) =>
    dataset.kind === 'pairs'
      ? generates(model) && model.conditionedOn === 'picture'
      : model.encode !== undefined && model.columns !== undefined && !drawsByValue(model),
  async measure(context): Promise<Record<string, number>> {
    const { dataset, width } = context;
    if (dataset.kind !== 'pairs' && dataset.kind !== 'pictures') return {};
    const found = await twoSides(context);
    return found === null ? {} : { psnr: meanPsnr(found.truth, found.made, width), ssim: meanSsim(found.truth, found.made, dataset) };
  },
};

/** null where the system shows no reconstruction. */
async function twoSides({ tf, model, dataset, random }: MetricContext): Promise<{ truth: Float32Array; made: Float32Array } | null> {
  const batch = freshBatch(tf, dataset, random, count);
  const made = tf.tidy(() => {
    const latents = freshLatents(tf, model, random, count);
    return dataset.kind === 'pairs' ? model.generate!(latents, batch.given!) : (model.columns!(batch, latents).reconstruction ?? null);
  });
  const truth = Float32Array.from(await batch.real.data());
  tf.dispose(Object.values(batch).filter((tensor) => tensor !== null));
  return made === null ? null : { truth, made: (await take(made)).data };
}

/** Of pictures in −1…1, [n,size,size,channels]. */
function meanSsim(truth: Float32Array, made: Float32Array, { size, channels }: { size: number; channels: number }): number {
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
