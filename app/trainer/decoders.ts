import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { crc32, gunzip, inflateRaw } from 'node:zlib';
import type { Decoders } from '../engine/dataset.ts';
import { decodePicture } from './decode-picture.ts';
import { mostOfMemory } from './read-file.ts';

/** As many as Node's own pool of threads has by default. */
const mostThreads = 4;
/** What zlib hands over at once; its own 16 KiB make a file of gigabytes into very many pieces. */
const chunk = 2 ** 20;
const smallestChunk = 2 ** 14;
const [gunzipped, inflated] = [promisify(gunzip), promisify(inflateRaw)];

/** By libraries that run off the event loop. */
export const nodeDecoders: Decoders = {
  picture: decodePicture,
  picturesAtOnce: Math.min(mostThreads, availableParallelism()),
  gunzip: (bytes) => gunzipped(bytes, { maxOutputLength: Math.floor(process.availableMemory() * mostOfMemory), chunkSize: chunk }),
  inflate: (bytes, most) =>
    inflated(bytes, { maxOutputLength: Math.max(1, most), chunkSize: Math.min(chunk, Math.max(smallestChunk, most)) }),
  crc32: (bytes) => crc32(bytes),
};
