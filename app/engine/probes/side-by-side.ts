import { take, toPixels } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';
import type { Tensor, Tf } from '../tensor.ts';

const rows = 8;

/** What the recipe wants to be seen side by side, for the same examples at every step; smaller pictures are enlarged without smoothing. */
export const sideBySide: Probe = {
  name: 'side-by-side',
  title: 'Side by side',
  accepts: ['pictures', 'pairs', 'domains', 'captions'],
  help: 'The same examples at every step of the run: what goes in, what comes out, and what should have.',
  follows: 'samplesEvery',
  appliesTo: (model, dataset) => model.columns !== undefined && (dataset.kind !== 'domains' || dataset.example.length === 3),
  async look({ tf, model, fixed, step }) {
    const { columns } = model;
    if (columns === undefined) return [];
    const few = (tensor: Tensor) => tensor.slice(new Array(tensor.rank).fill(0), [rows, ...new Array(tensor.rank - 1).fill(-1)]);
    let names: string[] = [];
    const pixels = tf.tidy(() => {
      const { real, condition, given, other, otherCondition, sentence } = fixed.batch;
      const maybe = (tensor: Tensor | null) => (tensor === null ? null : few(tensor));
      const batch = {
        real: few(real),
        condition: maybe(condition),
        given: maybe(given),
        other: maybe(other),
        otherCondition: maybe(otherCondition),
        sentence: maybe(sentence),
      };
      const seen = columns(batch, few(fixed.latents));
      names = Object.keys(seen);
      const side = Math.max(...Object.values(seen).map(({ shape }) => shape[1]!));
      const channels = Math.max(...Object.values(seen).map(({ shape }) => shape[3]!));
      return tf.stack(
        Object.values(seen).map((pictures) => colored(tf, enlarged(tf, pictures, side), channels)),
        1,
      );
    });
    const tensors = { pixels: toPixels(await take(pixels)) };
    return [{ type: 'sample', step, probe: 'side-by-side', kind: 'grid', tensors, meta: { columns: names } }];
  },
};

function enlarged(tf: Tf, pictures: Tensor, side: number): Tensor {
  return pictures.shape[1] === side ? pictures : tf.image.resizeNearestNeighbor(pictures as never, [side, side]);
}

/** Gray ones beside coloured ones become coloured; of more channels than a picture has (a mask, a guide) the first three are shown. */
function colored(tf: Tf, pictures: Tensor, channels: number): Tensor {
  const wanted = channels > 1 ? 3 : 1;
  const has = pictures.shape[3]!;
  if (has === wanted) return pictures;
  return has === 1 ? tf.concat([pictures, pictures, pictures], 3) : pictures.slice([0, 0, 0, 0], [-1, -1, -1, wanted]);
}
