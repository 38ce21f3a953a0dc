import type { SoundDataset } from '../dataset.ts';
import type { Metric } from '../metric.ts';
import { powerAt, powerBelow, powerOfBin } from '../measuring/sound-power.ts';

const count = 16;
/** Of the power below this the pitches' share is taken: above is hiss. */
const upto = 500;
const clearly = 10;

/** Whether what is made sounds at the pitches of the data (the end-to-end tests of ibab/tensorflow-wavenet, as figures). */
export const pitchPower: Metric = {
  name: 'pitch-power',
  series: [
    {
      key: 'pitch-power',
      label: 'Power at the pitches',
      unit: '',
      help: `Share of the power below ${upto} Hz that lies at the known pitches; where each class has a pitch of its own, at that of the class asked for.`,
      better: 'higher',
    },
    {
      key: 'pitch-power/ideal',
      label: 'Power at the pitches, real sounds',
      unit: '',
      help: 'The same of fresh real sounds.',
      better: null,
    },
    {
      key: 'pitch-clear',
      label: 'Clearly the voice asked for',
      unit: '',
      help: `Share of sounds with at least ${clearly} times the power at the pitch of their class than at any other’s.`,
      better: 'higher',
    },
    {
      key: 'pitch-clear/ideal',
      label: 'Clearly the voice, real sounds',
      unit: '',
      help: 'The same of fresh real sounds and their own classes.',
      better: null,
    },
  ],
  accepts: ['sound'],
  definition: `Plain Fourier sums of ${count} sounds; a pitch is its nearest bin and the two beside it.`,
  judges: 'samples',
  appliesTo: (dataset, model) =>
    dataset.kind === 'sound' && dataset.pitches !== undefined && (dataset.pitches.of === 'all' || model.conditionedOn === 'class'),
  async measure({ dataset, random, generatedWithLabels }): Promise<Record<string, number>> {
    if (dataset.kind !== 'sound' || dataset.pitches === undefined) return {};
    const made = pitchFigures(dataset, await generatedWithLabels(count));
    const ideal = pitchFigures(dataset, dataset.draw(random, count));
    const found: Record<string, number> = { 'pitch-power': made.power, 'pitch-power/ideal': ideal.power };
    return dataset.pitches.of === 'all' ? found : { ...found, 'pitch-clear': made.clear, 'pitch-clear/ideal': ideal.clear };
  },
};

/** `clear` is NaN where the pitches are no classes'. */
export function pitchFigures(
  { length, rate, pitches }: Pick<SoundDataset, 'length' | 'rate' | 'pitches'>,
  { values, labels }: { values: Float32Array; labels: Int32Array | null },
): { power: number; clear: number } {
  const { hertz, of } = pitches!;
  const sounds = values.length / length;
  let [power, clear] = [0, 0];
  for (let sound = 0; sound < sounds; sound += 1) {
    const wave = values.subarray(sound * length, (sound + 1) * length);
    const asked = of === 'all' ? hertz : [hertz[labels![sound]]];
    power += powerIn(wave, asked, rate) / powerBelow(wave, upto, rate) / sounds;
    if (of === 'all') continue;
    const others = hertz.filter((pitch) => pitch !== asked[0]).map((pitch) => powerAt(wave, pitch, rate));
    if (powerAt(wave, asked[0], rate) >= clearly * Math.max(...others)) clear += 1 / sounds;
  }
  return { power, clear: Number.isFinite(power) && of === 'class' ? clear : Number.NaN };
}

/** Bins that two pitches share, in a short sound, count once. */
function powerIn(wave: Float32Array, hertz: number[], rate: number): number {
  const nearest = hertz.map((pitch) => Math.round((pitch * wave.length) / rate));
  const bins = new Set(nearest.flatMap((bin) => [bin - 1, bin, bin + 1]));
  return [...bins].reduce((sum, bin) => sum + powerOfBin(wave, bin), 0);
}
