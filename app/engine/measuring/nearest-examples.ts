import { StudioError } from '../../../shared/errors.ts';
import type { Dataset } from '../dataset.ts';
import type { Random } from '../random.ts';
import type { Tf } from '../tensor.ts';

/** Judges pictures made from sentences by real ones, with no network of its own: what a picture shows is what its nearest real one shows. */
export interface NearestExamples {
  judge(pictures: Float32Array, asked: Int32Array): Promise<NearestJudgement>;
  dispose(): void;
}
interface NearestJudgement {
  /** Words of the sentence of the nearest real picture, [n × length]. */
  words: Int32Array;
  /** Decibels to the nearest real picture under the sentence that was asked for, [n]; −∞ where no example has it. */
  psnr: Float32Array;
}

/** Pictures compared at once. */
const slice = 100;

/** Compares with `count` fresh examples. @throws StudioError 'invalid' where the data has no sentences */
export function openNearestExamples(tf: Tf, dataset: Dataset, random: Random, count: number): NearestExamples {
  if (dataset.kind !== 'captions')
    throw new StudioError('invalid', `Only pictures with captions are judged by their nearest, not ${dataset.kind}.`);
  const { length } = dataset;
  const width = dataset.size * dataset.size * dataset.channels;
  const draw = dataset.draw(random, count);
  const sentenceOf = (words: Int32Array, at: number) => words.subarray(at * length, (at + 1) * length);
  const sentences = Array.from({ length: count }, (_, at) => sentenceOf(draw.words!, at).join());
  const examples = tf.tensor2d(draw.values, [count, width]);
  const lengths = tf.tidy(() => examples.square().sum(1));

  async function judge(pictures: Float32Array, asked: Int32Array): Promise<NearestJudgement> {
    const all = pictures.length / width;
    const judged: NearestJudgement = { words: new Int32Array(all * length), psnr: new Float32Array(all) };
    for (let from = 0; from < all; from += slice) {
      const here = Math.min(slice, all - from);
      const squares = tf.tidy(() => {
        const seen = tf.tensor2d(pictures.subarray(from * width, (from + here) * width), [here, width]);
        const products = tf.matMul(seen, examples, false, true);
        return tf.add(tf.sub(lengths, tf.mul(products, 2)), seen.square().sum(1, true));
      });
      const distances = (await squares.data()) as Float32Array;
      squares.dispose();
      for (let row = 0; row < here; row += 1) {
        const wanted = sentenceOf(asked, from + row).join();
        let [nearest, fitting] = [0, Number.POSITIVE_INFINITY];
        for (let at = 0; at < count; at += 1) {
          const distance = distances[row * count + at];
          if (distance < distances[row * count + nearest]) nearest = at;
          if (distance < fitting && sentences[at] === wanted) fitting = distance;
        }
        judged.words.set(sentenceOf(draw.words!, nearest), (from + row) * length);
        judged.psnr[from + row] = 10 * Math.log10(4 / Math.max(fitting / width, 1e-10));
      }
    }
    return judged;
  }

  return { judge, dispose: () => tf.dispose([examples, lengths]) };
}
