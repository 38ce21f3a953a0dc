import { toBatch } from '../batch.ts';
import type { Draw } from '../dataset.ts';
import type { Random } from '../random.ts';
import type { DataShape, Play } from '../recipe.ts';
import { type Numbers, sizeOf } from '../tensor-data.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** Everything that one update is computed from beside the weights, as plain numbers: the same whether it is computed or replayed. */
export interface Deal {
  step: number;
  batch: number;
  draw: Draw;
  /** [batch × latent], row by row. */
  latents: Float32Array;
  /** Where a loss draws more from. */
  noise: Random;
}

/** Where an array that was made into a tensor came from, so that it is made anew of another deal. */
export type Source = (deal: Deal) => Numbers;
/** Is told, in order, of every array that a play makes a tensor of, and of every choice that was made by the step. */
export interface PlayWatch {
  fed(numbers: Numbers, source: Source): void;
  chose(choose: (step: number) => unknown, chosen: unknown): void;
}

export interface PlayOptions {
  tf: Tf;
  shape: DataShape;
  latentSize: number;
  labelled?: Play['labelled'];
  watch?: PlayWatch;
}

/** The tensors of a deal, and more where a loss asks for them. The caller's to dispose, by a tidy around. */
export function playOf(deal: Deal, { tf, shape, latentSize, labelled = null, watch }: PlayOptions): Play {
  if (watch !== undefined) {
    for (const key of drawnArrays) {
      const numbers = deal.draw[key];
      if (numbers !== undefined && numbers !== null) watch.fed(numbers, ({ draw }) => draw[key] as Numbers);
    }
    watch.fed(deal.latents, ({ latents }) => latents);
  }
  const fed = (size: number[], source: Source): Tensor => {
    const numbers = source(deal);
    watch?.fed(numbers, source);
    return tf.tensor(numbers, size);
  };
  return {
    tf,
    ...toBatch(tf, shape, deal.draw),
    labelled,
    latents: tf.tensor2d(deal.latents, [deal.batch, latentSize]),
    uniform: (size) => fed(size, ({ noise }) => filled(size, noise.uniform)),
    normal: (size) => fed(size, ({ noise }) => filled(size, noise.normal)),
    scalarAt: (of) => fed([], ({ step }) => Float32Array.of(of(step))).asScalar(),
    choiceAt: (choose) => {
      const chosen = choose(deal.step);
      watch?.chose(choose, chosen);
      return chosen;
    },
  };
}

/** How many numbers are dealt of each kind: deals of the same sizes have tensors of the same shapes. */
export function sizesOf({ draw, latents }: Deal): string {
  return [...drawnArrays.map((key) => draw[key]?.length), latents.length].join();
}

/** What of a draw becomes a tensor. */
const drawnArrays = ['values', 'labels', 'given', 'other', 'otherLabels', 'words'] as const satisfies (keyof Draw)[];

function filled(size: number[], next: () => number): Float32Array {
  const numbers = new Float32Array(sizeOf(size));
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = next();
  return numbers;
}
