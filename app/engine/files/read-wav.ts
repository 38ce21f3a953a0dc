import { fromALawByte, fromMuLawByte } from './g711.ts';

/** Sound as numbers, all channels mixed to one by their mean; about −1…1 (floating-point files may go beyond). */
export interface Sound {
  rate: number;
  channels: number;
  samples: Float32Array;
}

interface Format {
  codec: number;
  channels: number;
  rate: number;
  /** Of one sample of one channel. */
  bytes: number;
}

const [pcm, float, aLaw, muLaw, extensible] = [1, 3, 6, 7, 0xfffe];
const otherCodecs: Record<number, string> = {
  2: 'Microsoft ADPCM',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG audio',
  85: 'MP3',
  352: 'Windows Media Audio',
};
const highestRate = 768_000;
/** From here on up to 2³² a length is what a program wrote that could not know it: 0x7ffff000, 0x7fffffff, 0x80000000, 0xffffffff … */
const untold = 0x7fff0000;

/**
 * RIFF WAVE: PCM of 8, 16, 24 or 32 bits, floating point of 32 or 64, µ-law and A-law of telephony, any number of channels,
 * plain or "extensible", RF64 for more than 4 GB (EBU Tech 3306). Throws what is wrong as the end of a sentence; the caller names the file.
 */
export function readWav(file: Uint8Array): Sound {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  checkHead(file);
  let format: Format | null = null;
  let farLength: number | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = letters(file, at);
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'ds64' && start + 16 <= file.length) farLength = Number(view.getBigUint64(start + 8, true));
    if (name === 'fmt ') format = readFormat(view, start, length);
    if (name === 'data') {
      if (format === null) throw new Error('its sound comes before the description of its format');
      return {
        rate: format.rate,
        channels: format.channels,
        samples: mixed(view, start, lengthOf(file, start, length === 0xffffffff ? (farLength ?? length) : length, format), format),
      };
    }
    at = nextChunk(file, start + length);
  }
  throw new Error(format === null ? 'it ends before it says its format' : 'it ends before its sound begins');
}

function checkHead(file: Uint8Array): void {
  const head = letters(file, 0);
  if (head === 'RIFX') throw new Error('it is a WAV of the kind RIFX; save it as a plain one (RIFF)');
  if (!['RIFF', 'RF64', 'BW64'].includes(head) || letters(file, 8) !== 'WAVE') throw new Error('it is no WAV file');
}

function letters(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4));
}

function readFormat(view: DataView, start: number, length: number): Format {
  if (length < 16 || start + 16 > view.byteLength) throw new Error('it ends inside the description of its format');
  const first = view.getUint16(start, true);
  const isExtensible = first === extensible && length >= 26 && start + 26 <= view.byteLength;
  const codec = isExtensible ? view.getUint16(start + 24, true) : first;
  const channels = view.getUint16(start + 2, true);
  const rate = view.getUint32(start + 4, true);
  const bits = view.getUint16(start + 14, true);
  const bytes = Math.ceil(bits / 8);
  const known: Record<number, number[]> = { [pcm]: [1, 2, 3, 4], [float]: [4, 8], [aLaw]: [1], [muLaw]: [1] };
  if (known[codec] === undefined) {
    throw new Error(
      `its codec is ${otherCodecs[codec] ?? `number ${codec}`}; PCM, floating point, µ-law and A-law can be read. Save it as PCM`,
    );
  }
  if (!known[codec].includes(bytes))
    throw new Error(`it has ${bits} bits a sample; PCM of 8 to 32 bits and floating point of 32 or 64 can be read`);
  if (channels < 1 || view.getUint16(start + 12, true) !== channels * bytes)
    throw new Error('what it says of its channels and bits does not agree');
  if (rate < 1 || rate > highestRate) throw new Error(`it says ${rate} samples a second`);
  return { codec, channels, rate, bytes };
}

/** Chunks begin at even bytes, but some programs forget to fill up an odd one. */
function nextChunk(file: Uint8Array, end: number): number {
  if (end % 2 === 0) return end;
  return !isName(file, end + 1) && isName(file, end) ? end : end + 1;
}

function isName(file: Uint8Array, at: number): boolean {
  return at + 8 <= file.length && /^[A-Za-z0-9_ ]{4}$/.test(letters(file, at));
}

/** In bytes, whole frames only. @throws Error where the file holds less than it says */
function lengthOf(file: Uint8Array, start: number, told: number, { channels, bytes }: Format): number {
  const there = file.length - start;
  const isUntold = (told >= untold && told > there) || (told === 0 && there > 0 && !isChunks(file, start));
  if (!isUntold && told > there) throw new Error(`it should hold ${told} bytes of sound but ends after ${there}: it is cut short`);
  const length = isUntold ? there : told;
  return length - (length % (channels * bytes));
}

/** Whether from here on there is one chunk after another to the very end: then there is no sound before them. */
function isChunks(file: Uint8Array, from: number): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let at = from;
  while (isName(file, at)) at = nextChunk(file, at + 8 + view.getUint32(at + 4, true));
  return at > from && at >= file.length && at <= file.length + 1;
}

function mixed(view: DataView, start: number, length: number, { codec, channels, bytes }: Format): Float32Array {
  const read = reader(view, codec, bytes);
  const samples = new Float32Array(length / (channels * bytes));
  for (let frame = 0, at = start; frame < samples.length; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1, at += bytes) sum += read(at);
    samples[frame] = sum / channels;
    if (!Number.isFinite(samples[frame])) throw new Error(`its sample ${frame + 1} is ${samples[frame]}`);
  }
  return samples;
}

/** One sample at a byte, full scale ±1. Of eight bits, and only of eight, the middle is 128. */
function reader(view: DataView, codec: number, bytes: number): (at: number) => number {
  if (codec === muLaw) return (at) => fromMuLawByte(view.getUint8(at)) / 32768;
  if (codec === aLaw) return (at) => fromALawByte(view.getUint8(at)) / 32768;
  if (codec === float) return bytes === 4 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
  switch (bytes) {
    case 1:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 2:
      return (at) => view.getInt16(at, true) / 32768;
    case 3:
      return (at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8388608;
    default:
      return (at) => view.getInt32(at, true) / 2147483648;
  }
}
