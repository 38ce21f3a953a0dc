import { normalShare } from '../../../shared/lab/normal.ts';
import type { MadeDataset, SoundDataset } from '../dataset.ts';
import { muLawEdges } from '../parts/mu-law.ts';
import { both, choiceOf, numberOf, ours } from '../param.ts';
import type { Random } from '../random.ts';
import { seededRandom } from '../random.ts';

const rate = 2000;
/** A period of 12 samples that dies away by 3 % a sample. */
const [decay, period, noise] = [0.97, 12, 0.06];
/** E♭3, G3, B♭3, the three of a chord: in hertz. */
const pitches = [155.56, 196, 233.08];
const hiss = 0.02;

/** Sound at 2000 samples a second: a resonance driven by noise, a chord, or three voices of one pitch each. */
export const tones: MadeDataset = {
  name: 'tones',
  title: 'Tones',
  purpose:
    'Short sounds whose law is known: a noisy resonance with a known bound of its entropy, a chord, or three voices told apart by pitch.',
  kind: 'sound',
  params: [
    {
      key: 'source',
      label: 'Source',
      group: 'data',
      help: 'What sounds.',
      type: 'choice',
      choices: [
        { value: 'voices', label: 'Three voices', help: 'Each with a pitch of its own: 155.56, 196 or 233.08 Hz; the voice is the class.' },
        { value: 'chord', label: 'Chord', help: 'The three pitches at once, at random phases.' },
        {
          value: 'resonance',
          label: 'Resonance',
          help: 'An autoregression of order two with a period of 12 samples; a lower bound of its entropy is known.',
        },
      ],
      presets: both(ours('voices', 'has classes to ask for')),
    },
    {
      key: 'length',
      label: 'Length',
      group: 'data',
      help: 'Samples of each sound; 2000 are a second.',
      type: 'integer',
      min: 16,
      max: 1000,
      presets: both(ours(256, 'twenty periods, an eighth of a second')),
    },
  ],
  open({ params }) {
    const source = choiceOf(params, 'source', ['voices', 'chord', 'resonance']);
    const length = numberOf(params, 'length');
    const base = { kind: 'sound', length, rate, examples: null, notes: [] as string[] } as const;
    const drawEach = (count: number, fill: (into: Float32Array, example: number) => void) => {
      const values = new Float32Array(count * length);
      for (let example = 0; example < count; example += 1) fill(values.subarray(example * length, (example + 1) * length), example);
      return values;
    };
    const sources: Record<typeof source, () => SoundDataset> = {
      resonance: () => ({
        ...base,
        classes: null,
        entropyAt: remembered((levels) => resonanceEntropy(levels, length)),
        draw: (random, count) => ({ values: drawEach(count, (into) => resonate(random, into)), labels: null }),
      }),
      chord: () => ({
        ...base,
        classes: null,
        pitches: { hertz: pitches, of: 'all' },
        draw: (random, count) => ({ values: drawEach(count, (into) => sing(random, into, pitches, 0.3)), labels: null }),
      }),
      voices: () => ({
        ...base,
        classes: pitches.map((pitch) => `${pitch} Hz`),
        pitches: { hertz: pitches, of: 'class' },
        draw(random, count) {
          const labels = new Int32Array(count);
          const values = drawEach(count, (into, example) => {
            labels[example] = random.integer(pitches.length);
            sing(random, into, [pitches[labels[example]]], 0.7);
          });
          return { values, labels };
        },
      }),
    };
    return sources[source]();
  },
};

function sing(random: Random, into: Float32Array, chord: number[], loudness: number): void {
  const phases = chord.map(() => 2 * Math.PI * random.uniform());
  for (let at = 0; at < into.length; at += 1) {
    const sum = chord.reduce((so, pitch, which) => so + Math.sin((2 * Math.PI * pitch * at) / rate + phases[which]), 0);
    into[at] = clip(loudness * sum + hiss * random.normal());
  }
}

/** x(t) = a·x(t−1) + b·x(t−2) + noise, and what follows from it for the first two samples of a process that has always run. */
const a = 2 * decay * Math.cos((2 * Math.PI) / period);
const b = -(decay ** 2);
const variance = (noise ** 2 * (1 - b)) / ((1 + b) * ((1 - b) ** 2 - a ** 2));
const neighborly = a / (1 - b);

/** Mean and deviation of the next sample, from those before it. */
function predicted(at: number, last: number, beforeLast: number): [mean: number, deviation: number] {
  if (at === 0) return [0, Math.sqrt(variance)];
  if (at === 1) return [neighborly * last, Math.sqrt(variance * (1 - neighborly ** 2))];
  return [a * last + b * beforeLast, noise];
}

/** Clipped to −1…1 on the way out only: the process itself goes on as it is. */
function resonate(random: Random, into: Float32Array, look?: (mean: number, deviation: number) => void): void {
  let [last, beforeLast] = [0, 0];
  for (let at = 0; at < into.length; at += 1) {
    const [mean, deviation] = predicted(at, last, beforeLast);
    look?.(mean, deviation);
    [beforeLast, last] = [last, mean + deviation * random.normal()];
    into[at] = clip(last);
  }
}

/** A lower bound of what a model needs that hears rounded levels (about .19 bit above it at 32): mean over 400 sounds of the entropy of the next level under its own normal law, the past known unrounded: true to about .01 bit. */
function resonanceEntropy(levels: number, length: number): number {
  const random = seededRandom(0).fork('entropy');
  const edges = muLawEdges(levels);
  const known = new Map<number, number>();
  // Rounded to a thirtieth of the noise: means that near have the same entropy to three digits.
  const near = (mean: number, deviation: number) => {
    const step = Math.round(mean / tick);
    const found = known.get(step) ?? entropyOf(edges, step * tick, deviation);
    known.set(step, found);
    return found;
  };
  const sounds = 400;
  let sum = 0;
  for (let sound = 0; sound < sounds; sound += 1) {
    resonate(random, new Float32Array(length), (mean, deviation) => {
      sum += deviation === noise ? near(mean, deviation) : entropyOf(edges, mean, deviation);
    });
  }
  return sum / (sounds * length);
}

const tick = 0.002;

/** Of the level that a normal number falls in, in bits. */
function entropyOf(edges: number[], mean: number, deviation: number): number {
  let [sum, below] = [0, 0];
  for (let level = 0; level <= edges.length; level += 1) {
    const upto = level === edges.length ? 1 : shareBelow(edges[level], mean, deviation);
    const share = upto - below;
    if (share > 0) sum -= share * Math.log2(share);
    below = upto;
  }
  return sum;
}

/** Eight deviations out nothing is left to count. */
function shareBelow(edge: number, mean: number, deviation: number): number {
  const away = (edge - mean) / deviation;
  if (Math.abs(away) > 8) return away > 0 ? 1 : 0;
  return normalShare(edge, mean, deviation);
}

function clip(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

function remembered(of: (levels: number) => number): (levels: number) => number {
  const known = new Map<number, number>();
  return (levels) => {
    const found = known.get(levels) ?? of(levels);
    known.set(levels, found);
    return found;
  };
}
