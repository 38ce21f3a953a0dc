import type { SampleMeta } from '../../../shared/measurement.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { blank, ink, soft, stamp, text, textWidth, wrong } from './paint.ts';

export interface Caption {
  said: string[];
  truth: string[];
}

/** `said` and `truth` [n,length] as words; the empty word stands for nothing. */
export function captionsIn({ said, truth }: Record<string, WireTensor>, meta: SampleMeta): Caption[] {
  const [count, length] = truth.shape;
  const words = (tensor: WireTensor, at: number) =>
    Array.from({ length }, (_, place) => meta.words?.[Number(tensor.data[at * length + place])] ?? '?');
  return Array.from({ length: count }, (_, at) => ({ said: words(said, at), truth: words(truth, at) }));
}

/** Pictures in two columns, beside each what was said of it, wrong words in red, and the truth where it differs. */
export function captionsBitmap(tensors: Record<string, WireTensor>, meta: SampleMeta): Bitmap {
  const captions = captionsIn(tensors, meta);
  const { pixels } = tensors;
  const [, height, width] = pixels.shape;
  const scale = Math.max(1, Math.round(48 / height));
  const line = Math.max(...captions.flatMap(({ said, truth }) => [textWidth(said.join(' ')), textWidth(truth.join(' '))]));
  const cell = { width: width * scale + line + 24, height: height * scale + 6 };
  const rows = Math.ceil(captions.length / 2);
  const bitmap = blank(cell.width * 2, cell.height * rows);
  captions.forEach(({ said, truth }, at) => {
    const [left, top] = [Math.floor(at / rows) * cell.width, (at % rows) * cell.height];
    stamp(bitmap, pixels, at, left, top, scale);
    let x = left + width * scale + 8;
    const middle = top + (height * scale) / 2;
    const isRight = said.join() === truth.join();
    said.forEach((word, place) => {
      text(bitmap, word, x, isRight ? middle - 4 : middle - 12, word === truth[place] ? ink : wrong);
      x += textWidth(word === '' ? '' : `${word} `);
    });
    if (!isRight) text(bitmap, truth.join(' '), left + width * scale + 8, middle + 3, soft);
  });
  return bitmap;
}
