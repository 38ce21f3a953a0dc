import { StudioError } from '../../../shared/errors.ts';
import type { CaptionsDataset, Dataset } from '../dataset.ts';
import { openOracle, type Oracle } from './oracle.ts';
import { seededRandom } from '../random.ts';
import type { Tf } from '../tensor.ts';

/** Small classifiers that read the words of the slots off pictures, trained on real ones with true sentences. */
export interface SlotReader {
  /** By slot, the word that each picture shows, as an index into the data's words. */
  read(values: Float32Array): Promise<Record<string, Int32Array>>;
  dispose(): void;
}

const looked = 500;
const usualSteps = 500;

/** @throws StudioError invalid where the data has no sentences, or none with known slots */
export async function openSlotReader(tf: Tf, dataset: Dataset, options: { seed: number; steps?: number }): Promise<SlotReader> {
  if (dataset.kind !== 'captions' || dataset.slots === undefined) {
    throw new StudioError('invalid', 'The data has no sentences whose slots are known: there is nothing to read off a picture.');
  }
  const { seed, steps = usualSteps } = options;
  const readers: { name: string; words: number[]; oracle: Oracle }[] = [];
  for (const { name, at } of dataset.slots) {
    const words = wordsAt(dataset, at);
    readers.push({ name, words, oracle: await openOracle(tf, slotData(dataset, at, words), { seed, steps }) });
  }
  return {
    async read(values) {
      const found: Record<string, Int32Array> = {};
      for (const { name, words, oracle } of readers) found[name] = (await oracle.judge(values)).classes.map((label) => words[label]);
      return found;
    },
    dispose() {
      for (const { oracle } of readers) oracle.dispose();
    },
  };
}

/** Indices of the words that occur at a place, in rising order. */
function wordsAt(dataset: CaptionsDataset, at: number): number[] {
  const { words } = dataset.draw(seededRandom(1).fork('slots'), looked);
  return [...new Set(words!.filter((_, place) => place % dataset.length === at))].sort((a, b) => a - b);
}

/** The same pictures with the word at one place as their class. */
function slotData(dataset: CaptionsDataset, at: number, words: number[]): CaptionsDataset {
  return {
    ...dataset,
    heldOut: undefined,
    classes: words.map((word) => dataset.words[word]),
    draw(random, count) {
      const draw = dataset.draw(random, count);
      const labels = Int32Array.from({ length: count }, (_, row) => Math.max(0, words.indexOf(draw.words![row * dataset.length + at])));
      return { ...draw, labels };
    },
  };
}
