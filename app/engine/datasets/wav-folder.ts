import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, DatasetRecipe } from '../dataset.ts';
import { leftOut } from '../left-out.ts';
import { both, numberOf, ours } from '../param.ts';
import { pathParam } from '../path-param.ts';
import { classesOf } from '../picture-files.ts';
import { readWav } from '../read-wav.ts';
import { resampleSound } from '../resample-sound.ts';

const rates = [2000, 4000, 8000, 16000, 22050, 44100];

/** Recordings of any length; what is drawn are stretches of one length from anywhere in them, whatever lasts longer more often. */
export const wavFolder: DatasetRecipe = {
  name: 'wav-folder',
  title: 'Folder of WAV',
  purpose: 'Your own recordings: WAV of 8 to 32 bits, floating point, µ-law or A-law; each sub-folder is a class, a flat folder has none.',
  kind: 'sound',
  params: [
    pathParam('The folder, or one WAV file. Sub-folders are classes (who speaks, what sounds); channels are mixed to one.'),
    {
      key: 'rate',
      label: 'Samples a second',
      group: 'data',
      help: 'Each recording is brought to this rate. A system that hears n samples back hears longer at a low rate; a voice is understood from 4000.',
      type: 'choice',
      choices: [
        { value: 'recorded', label: 'As recorded', help: 'All must then have the same.' },
        ...rates.map((rate) => ({ value: String(rate), label: String(rate) })),
      ],
      presets: both(ours('4000', 'pitch and vowels are heard, and small models hear far enough')),
    },
    {
      key: 'length',
      label: 'Length',
      group: 'data',
      help: 'Samples of each stretch that is learnt from and made.',
      type: 'integer',
      min: 16,
      max: 65_536,
      scale: 'log',
      presets: both(ours(512, 'an eighth of a second at 4000')),
    },
    {
      key: 'most',
      label: 'Most minutes',
      group: 'data',
      help: 'Only so many minutes are read, from files evenly over the whole folder: reading takes time and memory.',
      type: 'integer',
      unit: 'min',
      min: 1,
      max: 600,
      scale: 'log',
      presets: both(ours(30, 'seconds of reading')),
    },
  ],
  files: { select: 'folder', endings: ['.wav', '.wave'] },
  open({ params, files }) {
    const length = numberOf(params, 'length');
    const asked = params.rate === 'recorded' ? null : Number(params.rate);
    const { sounds, rate, notes } = readSounds(files.entries, { length, asked, minutes: numberOf(params, 'most') });
    const { labels, classes } = classesOf(sounds.map(({ path }) => path));
    const ends = startsUpTo(sounds, length);
    const starts = ends[ends.length - 1];
    return {
      kind: 'sound',
      length,
      rate,
      examples: sounds.reduce((sum, { samples }) => sum + Math.floor(samples.length / length), 0),
      classes,
      notes,
      draw(random, drawn) {
        const values = new Float32Array(drawn * length);
        const drawnLabels = labels && new Int32Array(drawn);
        for (let example = 0; example < drawn; example += 1) {
          const place = random.integer(starts);
          const index = indexAt(ends, place);
          const from = place - (index === 0 ? 0 : ends[index - 1]);
          values.set(sounds[index].samples.subarray(from, from + length), example * length);
          if (labels && drawnLabels) drawnLabels[example] = labels[index];
        }
        return { values, labels: drawnLabels };
      },
    };
  },
};

interface Recording {
  path: string;
  samples: Float32Array;
}

function readSounds(
  entries: DataFiles['entries'],
  { length, asked, minutes }: { length: number; asked: number | null; minutes: number },
): { sounds: Recording[]; rate: number; notes: string[] } {
  const broken = leftOut('sounds');
  const sounds: Recording[] = [];
  const loud: string[] = [];
  let first: { path: string; rate: number } | null = null;
  let [tried, room] = [0, Number.POSITIVE_INFINITY];
  for (const { path, read } of spread(entries)) {
    if (room < length) break;
    tried += 1;
    const sound = orNull(
      () => readWav(read()),
      (cause) => broken.add(path, cause),
    );
    if (sound === null) continue;
    const rate = asked ?? sound.rate;
    if (first === null) room = minutes * 60 * rate;
    first ??= { path, rate };
    if (first.rate !== rate) throw unlikeRates(first, { path, rate });
    const samples = resampleSound(sound.samples, sound.rate, rate).subarray(0, room);
    if (samples.length < length) {
      broken.add(path, `it lasts ${samples.length} samples, and ${length} are asked for`);
      continue;
    }
    if (clip(samples)) loud.push(path);
    sounds.push({ path, samples });
    room -= samples.length;
  }
  if (first === null || sounds.length === 0) throw nothingToRead(tried, broken.first());
  return {
    sounds: sounds.sort((a, b) => (a.path < b.path ? -1 : 1)),
    rate: first.rate,
    notes: [...unread(entries.length - tried, entries.length, minutes), ...clipped(loud), ...broken.notes()],
  };
}

function orNull<Value>(make: () => Value, failed: (cause: unknown) => void): Value | null {
  try {
    return make();
  } catch (cause) {
    failed(cause);
    return null;
  }
}

/** Any number of them from the start lies evenly over the whole list (golden ratio). */
function spread(entries: DataFiles['entries']): DataFiles['entries'] {
  const ratio = (Math.sqrt(5) - 1) / 2;
  return entries
    .map((entry, at) => ({ entry, place: (at * ratio) % 1 }))
    .sort((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}

/** To −1…1; whether anything went clearly beyond. */
function clip(samples: Float32Array): boolean {
  let highest = 0;
  for (let at = 0; at < samples.length; at += 1) {
    highest = Math.max(highest, Math.abs(samples[at]));
    samples[at] = Math.min(1, Math.max(-1, samples[at]));
  }
  return highest > 1.1;
}

/** How many stretches begin in the recordings up to and with each. */
function startsUpTo(sounds: Recording[], length: number): number[] {
  let sum = 0;
  return sounds.map(({ samples }) => {
    sum += samples.length - length + 1;
    return sum;
  });
}

/** The first recording whose end lies beyond the place. */
function indexAt(ends: number[], place: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function unread(count: number, all: number, minutes: number): string[] {
  return count === 0 ? [] : [`${count} of ${all} sounds are not read: the rest fills ${minutes} minutes. Raise "Most minutes" for more.`];
}

function clipped(loud: string[]): string[] {
  if (loud.length === 0) return [];
  return [
    `${loud.length === 1 ? 'One sound is' : `${loud.length} sounds are`} louder than full scale and cut off there, such as ${loud[0]}.`,
  ];
}

function unlikeRates(first: { path: string; rate: number }, other: { path: string; rate: number }): StudioError {
  return new StudioError(
    'invalid',
    `${first.path} has ${first.rate} samples a second and ${other.path} ${other.rate}. Choose one rate that all are brought to.`,
  );
}

function nothingToRead(tried: number, first: string | undefined): StudioError {
  if (tried === 0) return new StudioError('invalid', 'There is no sound (.wav) in this folder. Pick a folder with WAV files.');
  return new StudioError('invalid', `None of the ${tried} sounds in this folder can be used. The first: ${first}`);
}
