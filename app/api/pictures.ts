import { encode } from 'fast-png';
import * as loaded from 'gifenc';
import { Hono } from 'hono';
import { z } from 'zod';
import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import { gridOf, type Bitmap } from '../../shared/picture-grid.ts';
import { readSafetensors } from '../../shared/safetensors.ts';
import { readBytes, readQuery } from './body.ts';
import { binary } from './responses.ts';

/** Node loads gifenc's CommonJS build, whose exports all stand under `default`; a bundler takes its module. */
const gifenc: typeof loaded.default = Object.hasOwn(loaded, 'GIFEncoder') ? loaded : loaded.default;
const bodyLimit = 128_000_000;
const frameLimit = 2000;
const askStrip = z.object({
  columns: z.coerce.number().int().min(1).max(frameLimit).optional(),
  scale: z.coerce.number().int().min(1).max(16).default(1),
});
const askGif = askStrip.extend({
  /** Milliseconds a picture stands. */
  delay: z.coerce.number().min(20).max(10_000).default(100),
});

/** POST /api/pictures/gif and /strip of shared/api/latents.ts. */
export function pictureRoutes(): Hono {
  const routes = new Hono();
  routes.post('/strip', async ({ req }) => {
    const { columns, scale } = readQuery(req.raw, askStrip);
    const pixels = await readPixels(req.raw);
    return binary(toPng(gridOf(pixels, columns ?? pixels.shape[0], { scale })), 'image/png');
  });
  routes.post('/gif', async ({ req }) => {
    const { delay, scale } = readQuery(req.raw, askGif);
    return binary(toGif(await readPixels(req.raw), delay, scale), 'image/gif');
  });
  return routes;
}

export function toPng({ width, height, channels, data }: Bitmap): Uint8Array {
  return encode({ width, height, channels: channels as 1 | 3, depth: 8, data });
}

/** An endless loop over the pictures [n,h,w,c]. */
function toGif(pixels: NamedTensor, delay: number, scale: number): Uint8Array {
  const gif = gifenc.GIFEncoder();
  const [count, height, width, channels] = pixels.shape;
  const size = height * width * channels;
  for (let frame = 0; frame < count; frame += 1) {
    const picture = { shape: [1, height, width, channels], data: pixels.data.subarray(frame * size, (frame + 1) * size) };
    const bitmap = gridOf(picture as NamedTensor, 1, { scale });
    const colours = toRgba(bitmap);
    const palette = gifenc.quantize(colours, 256);
    gif.writeFrame(gifenc.applyPalette(colours, palette), bitmap.width, bitmap.height, { palette, delay, repeat: 0 });
  }
  gif.finish();
  return gif.bytes();
}

function toRgba({ channels, data }: Bitmap): Uint8Array {
  const rgba = new Uint8Array((data.length / channels) * 4).fill(255);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) rgba[pixel * 4 + channel] = data[pixel * channels + (channels === 3 ? channel : 0)];
  }
  return rgba;
}

async function readPixels(request: Request): Promise<NamedTensor> {
  const { pixels } = readSafetensors(await readBytes(request, bodyLimit)).tensors;
  const good =
    pixels?.data instanceof Uint8Array &&
    pixels.shape.length === 4 &&
    pixels.data.length > 0 &&
    [1, 3].includes(pixels.shape[3]) &&
    pixels.shape[0] <= frameLimit;
  if (!good) {
    throw new StudioError(
      'invalid',
      `Pictures are sent as a tensor "pixels" [n,height,width,1 or 3] of uint8, at most ${frameLimit} of them.`,
    );
  }
  return pixels as NamedTensor;
}
