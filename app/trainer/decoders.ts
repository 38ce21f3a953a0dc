import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { crc32, gunzip, inflateRaw } from 'node:zlib';
import type { Decoders } from '../engine/dataset.ts';
import { decodePicture } from './decode-picture.ts';

/** As many as Node's own pool of threads has by default. */
const mostThreads = 4;
/** The rest is for the training. */
const mostOfMemory = 0.8;
const [gunzipped, inflated] = [promisify(gunzip), promisify(inflateRaw)];

/** By libraries that run off the event loop. */
export const nodeDecoders: Decoders = {
  picture: decodePicture,
  picturesAtOnce: Math.min(mostThreads, availableParallelism()),
  gunzip: (bytes) => gunzipped(bytes, { maxOutputLength: Math.floor(process.availableMemory() * mostOfMemory) }),
  inflate: (bytes, most) => inflated(bytes, { maxOutputLength: Math.max(1, most) }),
  crc32: (bytes) => crc32(bytes),
};
