import type { DatasetRecipe } from '../dataset.ts';
import { both, ours } from '../param.ts';
import type { Random } from '../random.ts';
import { seededRandom } from '../random.ts';

/**
 * Black and white pixels drawn row by row, each by a probability that depends on four earlier neighbours: left, above, above left,
 * above right (outside the picture counts as black). So the exact entropy is known: the mean of that probability’s own entropy.
 */
export const markovTexture: DatasetRecipe = {
  name: 'markov-texture',
  title: 'Markov texture',
  purpose: 'Black and white texture whose exact entropy is known: shows how many bits a model wastes on each pixel.',
  kind: 'pictures',
  params: [
    {
      key: 'size',
      label: 'Picture size',
      group: 'data',
      help: 'Width and height in pixels.',
      type: 'choice',
      choices: ['8', '16'].map((size) => ({ value: size, label: `${size} × ${size}` })),
      presets: both(ours('16', 'long enough for structure, short enough to draw')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    const draw = (random: Random, count: number) => {
      const values = new Float32Array(count * size * size);
      for (let at = 0; at < values.length; at += 1) values[at] = random.uniform() < chance(values, at, size) ? 1 : -1;
      return values;
    };
    return {
      kind: 'pictures',
      size,
      channels: 1,
      examples: null,
      classes: null,
      notes: [],
      entropy: entropyOf(draw(seededRandom(0).fork('entropy'), 2000), size),
      draw: (random, count) => ({ values: draw(random, count), labels: null }),
    };
  },
};

/** What the source itself needs for each pixel of such pictures, in bits: the least that any model can in the mean. */
export function textureBits(values: Float32Array, size: number): Float64Array {
  return Float64Array.from(values, (value, at) => -Math.log2(value > 0 ? chance(values, at, size) : 1 - chance(values, at, size)));
}

/** p(white | left, above, above left, above right): smooth along rows and diagonals, with breaks. */
function chance(values: Float32Array, at: number, size: number): number {
  const place = at % (size * size);
  const [row, column] = [Math.floor(place / size), place % size];
  const neighbor = (up: number, left: number) => (row < up || column < left || column - left >= size ? -1 : values[at - up * size - left]);
  const pull = 0.9 * neighbor(0, 1) + 0.8 * neighbor(1, 0) - 0.7 * neighbor(1, 1) + 0.5 * neighbor(1, -1);
  return 1 / (1 + Math.exp(-1.6 * pull - 0.15));
}

/** Mean binary entropy of each pixel given its neighbours, in bits: 2000 pictures leave an error of a few thousandths at most. */
function entropyOf(values: Float32Array, size: number): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    const p = chance(values, at, size);
    sum -= p * Math.log2(p) + (1 - p) * Math.log2(1 - p);
  }
  return sum / values.length;
}
