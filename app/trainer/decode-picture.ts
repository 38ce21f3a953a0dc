import { StudioError } from '../../shared/errors.ts';
import type { Picture, PictureWish } from '../engine/dataset.ts';
import { beginsAsPicture, pictureKinds } from '../engine/files/picture-formats.ts';
import { plainPng } from './plain-png.ts';
import { pngFacts } from './png-facts.ts';

type Sharp = typeof import('sharp').default;
type Image = ReturnType<Sharp>;

/** A decoded one takes three bytes a pixel. */
const mostMegapixels = 250;
/** That of screens; a picture that says the like is left as it is, as libpng does. */
const usualGamma = 1 / 2.2;
const gammaTolerance = 0.05;
/** What libvips warns of where pixels are lost; it warns of other things too, such as bytes behind the picture. */
const lostPixels = /bad (Huffman|arithmetic) code|premature end|found marker|inconsistent progression/i;

/**
 * A picture in numbers: told by its first bytes, turned upright by what its camera noted, in the colours of screens (sRGB), on white.
 * Throws what is wrong as the end of a sentence; the caller names the file.
 * @throws StudioError 'unavailable' where this machine has no decoder
 */
export async function decodePicture(bytes: Uint8Array, wish: PictureWish): Promise<Picture> {
  if (!beginsAsPicture(bytes)) throw new Error(`it does not begin as a picture does (${pictureKinds})`);
  const plain = plainPng(bytes);
  if (plain !== null && reduction(plain, wish.side, wish.parts ?? 1) === 1) {
    return { ...plain, whole: { width: plain.width, height: plain.height }, frames: 1 };
  }
  const sharp = await loadSharp();
  try {
    return await decoded(sharp, bytes, 'warning', wish);
  } catch (cause) {
    const [sentence] = cause instanceof Error ? cause.message.split('\n') : ['it can’t be decoded'];
    if (!lostPixels.test(sentence) && cause instanceof Error && !(cause instanceof Unfit)) {
      const anyway = await decoded(sharp, bytes, 'error', wish).catch(() => null);
      if (anyway !== null) return anyway;
    }
    if (cause instanceof Unfit) throw cause;
    if (/pixel limit/.test(sentence)) throw new Error(`it has more than ${mostMegapixels} million pixels`, { cause });
    throw new Error(`it is cut short or damaged (${sentence})`, { cause });
  }
}

/** As it stands in the file's head, upright: nothing is decoded. @throws what the decoder says */
export async function pictureSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const sharp = await loadSharp();
  return (await sharp(bytes, { autoOrient: true, limitInputPixels: mostMegapixels * 1e6 }).metadata()).autoOrient;
}

/** What is whole and yet can't be taken. */
class Unfit extends Error {}

async function decoded(sharp: Sharp, bytes: Uint8Array, failOn: 'warning' | 'error', { side, parts = 1 }: PictureWish): Promise<Picture> {
  const image = sharp(bytes, { failOn, autoOrient: true, limitInputPixels: mostMegapixels * 1e6 });
  const { autoOrient: whole, depth, pages = 1 } = await image.metadata();
  if (depth !== 'uchar' && depth !== 'ushort') throw new Unfit(`its numbers are of the type ${depth}; save it with 8 or 16 bits a channel`);
  const facts = pngFacts(bytes);
  const factor = reduction(whole, side, parts);
  const onWhite = image.flatten({ background: '#ffffff' });
  if (factor > 1) {
    const [width, height] = [Math.ceil(whole.width / factor), Math.ceil(whole.height / factor)];
    onWhite.resize(width, height, { fit: 'fill', kernel: 'linear' });
  }
  const { pixels, width, height } = await numbersOf(onWhite, depth, facts?.gamma ?? null);
  return { width, height, pixels, whole: { width: whole.width, height: whole.height }, frames: Math.max(pages, facts?.frames ?? 1) };
}

/** By how much a picture may be reduced beforehand: a power of two, which JPEG and WebP hardly decode the rest for. */
function reduction({ width, height }: { width: number; height: number }, side: number, parts: number): number {
  let factor = 1;
  while (Math.min(width / parts, height) / (2 * factor) >= 2 * side && (parts === 1 || width % (2 * factor * parts) === 0)) factor *= 2;
  return factor;
}

/** Brightened or darkened where the file says that its numbers are meant for another screen; before 16 bits become 8. */
async function numbersOf(image: Image, depth: 'uchar' | 'ushort', gamma: number | null) {
  const isUsual = gamma === null || Math.abs(gamma / usualGamma - 1) < gammaTolerance;
  const isDeep = !isUsual && depth === 'ushort';
  const { data, info } = await image
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 3) throw new Unfit(`it has ${channels} channels where three are expected`);
  if (isUsual) return { pixels: data, width, height };
  const most = isDeep ? 65535 : 255;
  const table = Uint8Array.from({ length: most + 1 }, (_, value) => Math.round(255 * (value / most) ** (usualGamma / gamma)));
  const values = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  return { pixels: Uint8Array.from(values, (value) => table[value]), width, height };
}

let loaded: Promise<Sharp> | undefined;

/** Loaded when the first picture comes. One thread a picture, and no cache: many pictures are under way at once, each read once. */
function loadSharp(): Promise<Sharp> {
  loaded ??= import('sharp').then(
    ({ default: sharp }) => {
      sharp.concurrency(1);
      sharp.cache(false);
      return sharp;
    },
    (cause: unknown) => {
      throw new StudioError(
        'unavailable',
        `Pictures can’t be read on this machine: the package sharp, which decodes them, did not load for ${process.platform} ${process.arch}. Run npm ci again, or install the studio anew.`,
        { cause },
      );
    },
  );
  return loaded;
}
