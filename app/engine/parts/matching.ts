import { buildNetwork, type Layer, type Network } from '../network.ts';
import { activation, conv, dense, flatten } from '../networks/index.ts';
import type { Random } from '../random.ts';
import type { Latent } from '../recipe.ts';
import type { Scalar, Tensor, Tf } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

/** A discriminator that asks whether a picture is real and fits its sentence (arXiv:1605.05396). */
export interface MatchingJudge {
  networks: Network[];
  /** Logits [n]. */
  score(pictures: Tensor, sentence: Tensor): Tensor;
}

interface MatchingJudgeOptions {
  tf: Tf;
  /** Stands before the names of its networks. */
  name: string;
  random: Random;
  picture: number[];
  /** [length, words] */
  sentence: number[];
  /** From a picture to a map or a row, without the last bend. */
  body: Layer[];
  width: number;
  textSize: number;
}

export function buildMatchingJudge({
  tf,
  name,
  random,
  picture,
  sentence,
  body: seeing,
  width,
  textSize,
}: MatchingJudgeOptions): MatchingJudge {
  const network = (part: string, input: number[], layers: Layer[]) =>
    buildNetwork({ tf, name: `${name}-${part}`, random: random.fork(`${name}-${part}`), input, layers });
  const body = network('body', picture, [...seeing, activation('leaky-relu')]);
  const text = network('text', sentence, reading(textSize));
  const isMap = body.output.length === 3;
  const mixing = isMap
    ? [conv({ filters: width, kernel: 1 }), activation('leaky-relu'), flatten()]
    : [dense(width), activation('leaky-relu')];
  const head = network('head', joined(body.output, textSize), [...mixing, dense(1, { initial: 'glorot-uniform' })]);
  return {
    networks: [body, text, head],
    score: (pictures, words) => head.apply(beside(tf, body.apply(pictures), text.apply(words))).flatten(),
  };
}

/** One-hot words → a row of numbers; in a fixed grammar the place of a word says what it is about, so every place has weights of its own. */
export function reading(outputs: number): Layer[] {
  return [evened(), flatten(), dense(outputs, { initial: 'he-normal' }), activation('leaky-relu')];
}

/** One-hot rows scaled to a mean square of 1, for which initial weights are meant: else a sentence whispers beside a picture. */
function evened(): Layer {
  return {
    kind: 'evened',
    twiceDifferentiable: true,
    output: (input) => input,
    build: ({ tf, input }) => ({ apply: (x) => tf.mul(x, Math.sqrt(input.at(-1)!)) }),
  };
}

/** A row of numbers at every place of a map, or at the end of a row. */
export function beside(tf: Tf, seen: Tensor, row: Tensor): Tensor {
  if (seen.rank === 2) return tf.concat([seen, row], 1);
  const [, height, width] = seen.shape as [number, number, number];
  return tf.concat([seen, tf.tile(row.reshape([-1, 1, 1, row.shape[1]!]), [1, height, width, 1])], 3);
}

/** The shape that `beside` makes of one example. */
export function joined(seen: number[], row: number): number[] {
  return [...seen.slice(0, -1), seen.at(-1)! + row];
}

/** −log D(x,t) − ½ log(1 − D(x,t̂)) − ½ log(1 − D(x̂,t)): t̂ is the next example’s sentence. */
export function matchingLoss(
  tf: Tf,
  { score }: MatchingJudge,
  { real, made, sentence }: { real: Tensor; made: Tensor; sentence: Tensor },
): { loss: Scalar; also: Record<string, Scalar> } {
  const others = tf.concat([sentence.slice([1, 0, 0], [-1, -1, -1]), sentence.slice([0, 0, 0], [1, -1, -1])], 0);
  const right = softplus(tf, tf.neg(score(real, sentence))).mean();
  const wrong = softplus(tf, score(real, others)).mean();
  const fake = softplus(tf, score(made, sentence)).mean();
  return { loss: tf.add(right, tf.mul(tf.add(wrong, fake), 0.5)).asScalar(), also: { wrong: wrong.asScalar() } };
}

/** The noise of the picture, then what blurs the sentence for each stage: drawn again where it is beyond two deviations. */
export function blurredLatent(latentSize: number, textSize: number): Latent {
  const sizes = [latentSize, textSize, textSize];
  const size = latentSize + 2 * textSize;
  return {
    size,
    parts: ['noise', 'first blur', 'second blur'].map((name, at) => ({
      name,
      from: at === 0 ? 0 : latentSize + (at - 1) * textSize,
      size: sizes[at],
      kind: 'normal',
      ...(at === 0 ? {} : { within: 2 }),
    })),
    draw(random, count) {
      const blur = (): number => {
        const drawn = random.normal();
        return Math.abs(drawn) > 2 ? blur() : drawn;
      };
      return Float32Array.from({ length: count * size }, (_, at) => (at % size < latentSize ? random.normal() : blur()));
    },
  };
}
