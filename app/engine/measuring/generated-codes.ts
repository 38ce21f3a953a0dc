import type { LatentPart } from '../../../shared/trainer-protocol.ts';
import { type Generating, take } from './examples.ts';
import type { Random } from '../random.ts';
import type { Tf } from '../tensor.ts';

/** Generated at once. */
const slice = 250;

/** Where the codes of a latent stand. */
interface CodePlaces {
  /** Where the category begins; 0 categories where there is none. */
  from: number;
  categories: number;
  numbers: { name: string; at: number }[];
}

/** null where a latent has none: noise alone. */
export function codePlaces(parts: LatentPart[] | undefined): CodePlaces | null {
  const category = parts?.find(({ kind }) => kind === 'categorical');
  const uniform = (parts ?? []).filter(({ kind }) => kind === 'uniform');
  const places = uniform.flatMap(({ from, size }) => Array.from({ length: size }, (_, at) => from + at));
  if (category === undefined && places.length === 0) return null;
  const numbers = places.map((at, index) => ({ name: String(index + 1), at }));
  return { from: category?.from ?? 0, categories: category?.size ?? 0, numbers };
}

/** `labels` are the categories; `factors` the numbers, named 1, 2 … */
export interface Coded {
  values: Float32Array;
  labels: Int32Array;
  factors: Record<string, Float32Array>;
}

/** Examples with the codes that they were made from. */
export async function madeFromCodes(
  { tf, random, width }: { tf: Tf; random: Random; width: number },
  model: Generating,
  codes: CodePlaces,
  count: number,
): Promise<Coded> {
  const { size } = model.latent;
  const made: Coded = {
    values: new Float32Array(count * width),
    labels: new Int32Array(count),
    factors: Object.fromEntries(codes.numbers.map(({ name }) => [name, new Float32Array(count)])),
  };
  for (let from = 0; from < count; from += slice) {
    const here = Math.min(slice, count - from);
    const latents = model.latent.draw(random, here);
    const examples = await take(tf.tidy(() => model.generate(tf.tensor2d(latents, [here, size]))));
    made.values.set(examples.data, from * width);
    for (let row = 0; row < here; row += 1) {
      const latent = latents.subarray(row * size, (row + 1) * size);
      made.labels[from + row] = Math.max(0, latent.subarray(codes.from, codes.from + codes.categories).indexOf(1));
      for (const { name, at } of codes.numbers) made.factors[name][from + row] = latent[at];
    }
  }
  return made;
}
