import { generates, take, toPixels } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';
import type { LatentPart } from '../../../shared/trainer-protocol.ts';

const perCode = 4;
const steps = 9;
const reach = 1.5;

/** Each code walked from end to end, the rest of the latent held: what does it stand for? */
export const codes: Probe = {
  name: 'codes',
  title: 'Codes walked through',
  accepts: ['pictures'],
  help: 'Rows hold the rest of a latent; along a row one code runs through its values. A code that means something changes one thing.',
  follows: 'samplesEvery',
  appliesTo: (model) => generates(model) && codesOf(model.latent.parts).length > 0 && model.conditionedOn === undefined,
  async look({ tf, model, fixed, step }) {
    if (!generates(model)) return [];
    const walks = codesOf(model.latent.parts).flatMap((part) => walksOf(part));
    const columns = Math.max(...walks.map(({ values }) => values.length));
    const base = (await fixed.latents.data()) as Float32Array;
    const { size } = model.latent;
    const latents = new Float32Array(walks.length * perCode * columns * size);
    const names: string[] = [];
    let row = 0;
    for (const { name, part, values } of walks) {
      for (let at = 0; at < perCode; at += 1, row += 1) {
        names.push(`${name}, latent ${at + 1}`);
        for (let column = 0; column < columns; column += 1) {
          const latent = latents.subarray((row * columns + column) * size, (row * columns + column + 1) * size);
          latent.set(base.subarray(at * size, (at + 1) * size));
          const value = values[Math.min(column, values.length - 1)];
          if (part.kind === 'categorical') {
            latent.fill(0, part.from, part.from + part.size);
            latent[part.from + value] = 1;
          } else latent[part.from + Number(name.split(' ')[1]) - 1] = value;
        }
      }
    }
    const made = tf.tidy(() => {
      const pictures = model.generate(tf.tensor2d(latents, [row * columns, size]));
      return pictures.reshape([row, columns, ...pictures.shape.slice(1)]);
    });
    const tensors = { pixels: toPixels(await take(made)) };
    const shown = Array.from({ length: columns }, (_, column) => String(column + 1));
    return [{ type: 'sample', step, probe: 'codes', kind: 'grid', tensors, meta: { columns: shown, rows: names } }];
  },
};

function codesOf(parts: LatentPart[] | undefined): LatentPart[] {
  return (parts ?? []).filter(({ kind }) => kind === 'categorical' || kind === 'uniform');
}

/** A categorical code has one walk over its categories; numbers have one each, a little beyond where they were trained. */
function walksOf(part: LatentPart): { name: string; part: LatentPart; values: number[] }[] {
  if (part.kind === 'categorical') return [{ name: 'category', part, values: Array.from({ length: part.size }, (_, at) => at) }];
  const values = Array.from({ length: steps }, (_, at) => reach * ((2 * at) / (steps - 1) - 1));
  return Array.from({ length: part.size }, (_, at) => ({ name: `code ${at + 1}`, part, values }));
}
