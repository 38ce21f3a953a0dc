import { heldOutParam, withHeldOut } from '../files/held-out.ts';
import type { ReadDataset } from '../dataset.ts';
import { both, numberOf, ours } from '../param.ts';
import { pathParam } from '../files/path-param.ts';
import { classesOf, classFiles } from '../files/class-folders.ts';
import { readSounds, type Recording } from '../files/sound-files.ts';

const rates = [2000, 4000, 8000, 16000, 22050, 44100];

/** Recordings of any length; what is drawn are stretches of one length from anywhere in them, whatever lasts longer more often. */
export const wavFolder: ReadDataset = {
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
    heldOutParam(),
  ],
  files: { select: 'folder', endings: ['.wav', '.wave'] },
  async open(options) {
    const { params, files } = options;
    const length = numberOf(params, 'length');
    const asked = params.rate === 'recorded' ? null : Number(params.rate);
    const found = classFiles(files.entries);
    const { sounds, rate, notes } = await readSounds(found.entries, options, { length, asked, minutes: numberOf(params, 'most') });
    const { labels, classes } = classesOf(sounds.map(({ path }) => path));
    return withHeldOut(sounds.length, numberOf(params, 'heldOut'), (indices) => {
      const heard = Array.from(indices, (index) => sounds[index]!);
      const ends = startsUpTo(heard, length);
      const starts = ends[ends.length - 1]!;
      return {
        kind: 'sound',
        length,
        rate,
        examples: heard.reduce((sum, { samples }) => sum + Math.floor(samples.length / length), 0),
        classes,
        notes: [...found.notes, ...notes],
        draw(random, drawn) {
          const values = new Float32Array(drawn * length);
          const drawnLabels = labels && new Int32Array(drawn);
          for (let example = 0; example < drawn; example += 1) {
            const place = random.integer(starts);
            const index = indexAt(ends, place);
            const from = place - (index === 0 ? 0 : ends[index - 1]);
            values.set(heard[index].samples.subarray(from, from + length), example * length);
            if (labels && drawnLabels) drawnLabels[example] = labels[indices[index]!]!;
          }
          return { values, labels: drawnLabels };
        },
      };
    });
  },
};

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
