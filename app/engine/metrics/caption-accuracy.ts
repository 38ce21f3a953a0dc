import type { Metric } from '../metric.ts';

const count = 300;

/** Words said against true words on fresh pictures. */
export const captionAccuracy: Metric = {
  name: 'caption-accuracy',
  series: [
    {
      key: 'caption-exact',
      label: 'Captions word for word',
      unit: '',
      help: `Share of ${count} fresh pictures whose whole sentence is right.`,
      better: 'higher',
    },
    { key: 'caption-words', label: 'Words right', unit: '', help: 'Share of words that are right at their place.', better: 'higher' },
    {
      key: 'caption-slots',
      label: 'Slots right',
      unit: '',
      help: 'Share of the words that say something of the picture, such as colour and place, that are right at their place: grammar alone earns nothing.',
      better: 'higher',
    },
    { key: 'caption-slots/*', label: 'Slot right', unit: '', help: 'The same of one of these words.', better: 'higher' },
    {
      key: 'bleu-4',
      label: 'BLEU-4',
      unit: '',
      help: 'Geometric mean of the precisions of runs of one to four words, with the brevity penalty (Papineni et al. 2002). For display: it has no gradient.',
      better: 'higher',
    },
  ],
  accepts: ['captions'],
  definition: `${count} fresh pictures, one true sentence each; empty words at the end don’t count.`,
  judges: 'model',
  besideTraining: true,
  appliesTo: (_dataset, model) => model.caption !== undefined,
  async measure({ tf, model, dataset, random }): Promise<Record<string, number>> {
    if (dataset.kind !== 'captions') return {};
    const { size, channels, length } = dataset;
    const draw = dataset.draw(random, count);
    const said = tf.tidy(() => model.caption!(tf.tensor(draw.values, [count, size, size, channels])));
    const data = Array.from(await said.data());
    said.dispose();
    const [told, truth] = [sentencesOf(data, length), sentencesOf(draw.words!, length)];
    const words = data.reduce((right, word, at) => right + (word === draw.words![at] ? 1 : 0), 0) / data.length;
    return {
      'caption-exact': shareExact(told, truth),
      'caption-words': words,
      'bleu-4': bleu4(told.map(trimmed), truth.map(trimmed)),
      ...slotsRight(dataset.slots ?? [], told, truth),
    };
  },
};

/** Numbers of words, `length` a sentence. */
export function sentencesOf(words: ArrayLike<number>, length: number): number[][] {
  const flat = Array.from(words);
  return Array.from({ length: flat.length / length }, (_, at) => flat.slice(at * length, (at + 1) * length));
}

/** Share of sentences that are right word for word. */
export function shareExact(told: number[][], truth: number[][]): number {
  return told.filter((sentence, at) => sentence.join() === truth[at].join()).length / told.length;
}

/** Share of right words at each slot, and over all slots; nothing where no slot is known. */
export function slotsRight(slots: { name: string; at: number }[], told: number[][], truth: number[][]): Record<string, number> {
  if (slots.length === 0) return {};
  const shares = slots.map(({ at }) => told.filter((sentence, row) => sentence[at] === truth[row][at]).length / told.length);
  return {
    'caption-slots': shares.reduce((sum, share) => sum + share, 0) / shares.length,
    ...Object.fromEntries(slots.map(({ name }, at) => [`caption-slots/${name}`, shares[at]])),
  };
}

function trimmed(sentence: number[]): number[] {
  const last = sentence.findLastIndex((word) => word !== 0);
  return sentence.slice(0, last + 1);
}

/** Of a corpus with one reference each; 0 where no run of some length is right. */
export function bleu4(said: number[][], truth: number[][]): number {
  let [logs, longSaid, longTrue] = [0, 0, 0];
  for (let at = 0; at < said.length; at += 1) {
    longSaid += said[at].length;
    longTrue += truth[at].length;
  }
  for (let run = 1; run <= 4; run += 1) {
    let [matched, all] = [0, 0];
    for (let at = 0; at < said.length; at += 1) {
      const left = counts(truth[at], run);
      for (const [key, times] of counts(said[at], run)) {
        matched += Math.min(times, left.get(key) ?? 0);
        all += times;
      }
    }
    if (matched === 0) return 0;
    logs += Math.log(matched / all) / 4;
  }
  return Math.min(1, Math.exp(1 - longTrue / longSaid)) * Math.exp(logs);
}

function counts(sentence: number[], run: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = 0; at + run <= sentence.length; at += 1) {
    const key = sentence.slice(at, at + run).join();
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}
