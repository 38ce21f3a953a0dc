import { encode as encodePng } from 'fast-png';
import { gzipSync, zipSync } from 'fflate';

/** Small whole files of every kind that can be read, for the tests of this folder. */
export function idxPictures(count: number, height: number, width: number): Uint8Array {
  const bytes = new Uint8Array(16 + count * height * width).map((_, at) => (at * 37) % 256);
  const view = new DataView(bytes.buffer);
  [0x00000803, count, height, width].forEach((value, at) => {
    view.setUint32(4 * at, value);
  });
  return bytes;
}

export function idxLabels(labels: number[]): Uint8Array {
  const bytes = new Uint8Array(8 + labels.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00000801);
  view.setUint32(4, labels.length);
  bytes.set(labels, 8);
  return bytes;
}

export function cifarRecords(labels: number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * 3073).map((_, at) => (at * 11) % 256);
  labels.forEach((label, at) => {
    bytes[at * 3073] = label;
  });
  return bytes;
}

export function png(width: number, height: number, color: [number, number, number]): Uint8Array {
  return encodePng({ width, height, data: new Uint8Array(width * height * 3).map((_, at) => color[at % 3]), channels: 3 });
}

/** The left half of one colour, the right of another. */
export function twoColorPng(width: number, height: number, left: [number, number, number], right: [number, number, number]): Uint8Array {
  const data = new Uint8Array(width * height * 3).map((_, at) => (Math.floor(at / 3) % width < width / 2 ? left : right)[at % 3]);
  return encodePng({ width, height, data, channels: 3 });
}

export function npy(
  descr: string,
  shape: number[],
  data: Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array | BigInt64Array,
  { version = 1, order = 'False' } = {},
): Uint8Array {
  const start = version === 1 ? 10 : 12;
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = `${text.padEnd(Math.ceil((start + text.length + 1) / 64) * 64 - start - 1)}\n`;
  const bytes = new Uint8Array(start + header.length + data.byteLength);
  bytes.set([0x93, ...'NUMPY'].map((byte) => (typeof byte === 'number' ? byte : byte.charCodeAt(0))));
  bytes[6] = version;
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(
    [...header].map((character) => character.charCodeAt(0)),
    start,
  );
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + header.length);
  return bytes;
}

export function npz(arrays: Record<string, Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])), { level });
}

/** A WAV whose sound is `bytes` of one of the formats; `extensible` writes the format's number behind the longer head. */
export function wav(
  bytes: Uint8Array,
  { codec = 1, bits = 16, channels = 1, rate = 8000, extensible = false, told = bytes.length, before = new Uint8Array(0) } = {},
): Uint8Array {
  const format = new Uint8Array(extensible ? 40 : 16);
  const head = new DataView(format.buffer);
  head.setUint16(0, extensible ? 0xfffe : codec, true);
  head.setUint16(2, channels, true);
  head.setUint32(4, rate, true);
  head.setUint32(8, (rate * channels * bits) / 8, true);
  head.setUint16(12, channels * Math.ceil(bits / 8), true);
  head.setUint16(14, bits, true);
  if (extensible) head.setUint16(16, 22, true);
  if (extensible) head.setUint16(24, codec, true);
  const chunks = [chunk('fmt ', format), before, chunk('data', bytes, told)];
  const whole = Uint8Array.of(0x57, 0x41, 0x56, 0x45, ...chunks.flatMap((part) => [...part]));
  return chunk('RIFF', whole);
}

/** Four letters, a length, and what is told to be so long; an odd one is filled up. */
export function chunk(name: string, bytes: Uint8Array, told = bytes.length): Uint8Array {
  const whole = new Uint8Array(8 + bytes.length + (bytes.length % 2));
  whole.set([...name].map((letter) => letter.charCodeAt(0)));
  new DataView(whole.buffer).setUint32(4, told, true);
  whole.set(bytes, 8);
  return whole;
}

export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes);

export function entries(files: Record<string, Uint8Array>) {
  return Object.entries(files).map(([path, bytes]) => ({ path, read: () => bytes }));
}
