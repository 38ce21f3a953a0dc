import type { Latent } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { encodePictures } from '../../api-client.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import type { Scheme } from '../../theme.ts';
import { saveFile } from '../../ui/save-file.ts';
import { currentEye } from './eye.ts';
import { paintOutput } from './paint-output.ts';
import { quietColors } from './paint-place.ts';
import { askFor } from './use-generators.ts';

export interface Pictures {
  /** [n,h,w,c]. */
  shape: number[];
  data: Uint8Array;
}

const drawnSides = { voxels: { width: 160, height: 160 }, sound: { width: 240, height: 120 } };
const background: Record<Scheme, string> = { dark: quietColors.dark.page, light: quietColors.light.page };

/** Every latent as a picture, asked in batches; solids and sounds as they are drawn on the page. */
export async function picturesOf(
  generator: OpenedGenerator,
  latents: readonly Latent[],
  label: number | readonly number[],
  scheme: Scheme,
): Promise<Pictures> {
  const parts: Pictures[] = [];
  for (let from = 0; from < latents.length; from += 64) {
    const asked = latents.slice(from, from + 64);
    const { tensors } = await askFor(generator, asked, typeof label === 'number' ? label : label.slice(from, from + 64));
    parts.push(drawn(generator, tensors, asked.length, scheme));
  }
  const data = new Uint8Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  parts.reduce((at, part) => {
    data.set(part.data, at);
    return at + part.data.length;
  }, 0);
  return { shape: [latents.length, ...parts[0].shape.slice(1)], data };
}

function drawn(generator: OpenedGenerator, tensors: Record<string, WireTensor>, count: number, scheme: Scheme): Pictures {
  const { kind } = generator.output;
  if (kind !== 'voxels' && kind !== 'sound') return { shape: tensors.pixels.shape, data: Uint8Array.from(tensors.pixels.data) };
  const { width, height } = drawnSides[kind];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gave no canvas to draw on.');
  const data = new Uint8Array(count * width * height * 3);
  for (let at = 0; at < count; at++) {
    context.fillStyle = background[scheme];
    context.fillRect(0, 0, width, height);
    paintOutput(context, generator.output, tensors, at, { left: 0, top: 0, width, height }, { eye: currentEye(), scheme });
    const { data: pixels } = context.getImageData(0, 0, width, height);
    for (let pixel = 0; pixel < width * height; pixel++)
      data.set(pixels.subarray(pixel * 4, pixel * 4 + 3), (at * width * height + pixel) * 3);
  }
  return { shape: [count, height, width, 3], data };
}

/** Pictures of several generators as one: picture i of each side by side, grey ones coloured where another is. Sizes must agree. */
export function besideEachOther(sets: readonly Pictures[]): Pictures {
  if (sets.length === 1) return sets[0];
  const [count, height, width] = sets[0].shape;
  const channels = Math.max(...sets.map((set) => set.shape[3]));
  const data = new Uint8Array(count * height * width * sets.length * channels);
  for (let i = 0; i < count; i++) {
    for (let y = 0; y < height; y++) {
      sets.forEach((set, place) => {
        for (let x = 0; x < width; x++) {
          const from = ((i * height + y) * width + x) * set.shape[3];
          const to = (((i * height + y) * sets.length + place) * width + x) * channels;
          for (let channel = 0; channel < channels; channel++) data[to + channel] = set.data[from + Math.min(channel, set.shape[3] - 1)];
        }
      });
    }
  }
  return { shape: [count, height, width * sets.length, channels], data };
}

/** One set under the other, for a strip with a row a generator. */
export function underEachOther(sets: readonly Pictures[]): Pictures {
  const [, height, width] = sets[0].shape;
  const channels = Math.max(...sets.map((set) => set.shape[3]));
  const rows = sets.map((set) => besideEachOther([set]));
  const data = new Uint8Array(rows.reduce((sum, row) => sum + row.shape[0], 0) * height * width * channels);
  let at = 0;
  for (const row of rows) {
    for (let i = 0; i < row.data.length / row.shape[3]; i++) {
      for (let channel = 0; channel < channels; channel++) data[at++] = row.data[i * row.shape[3] + Math.min(channel, row.shape[3] - 1)];
    }
  }
  return { shape: [data.length / (height * width * channels), height, width, channels], data };
}

export async function saveWalk(form: 'gif' | 'strip', sets: readonly Pictures[], name: string): Promise<void> {
  const side = sets[0].shape[1];
  const scale = Math.max(1, Math.min(16, Math.round((form === 'gif' ? 256 : 84) / side)));
  const pixels = form === 'gif' ? besideEachOther(sets) : underEachOther(sets);
  const blob = await encodePictures(form, pixels, form === 'gif' ? { delay: 50, scale } : { columns: sets[0].shape[0], scale });
  saveFile(blob, `${name}.${form === 'gif' ? 'gif' : 'png'}`);
}
