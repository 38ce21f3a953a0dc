import { StudioError } from './errors.ts';
import type { NamedTensor, Numbers } from './measurement.ts';

/**
 * safetensors: u64 header length, JSON header padded with spaces to 8 bytes, then the data, little-endian.
 * Source: the format's own description (huggingface/safetensors). Refused: holes, overlap, a header over 100 MB.
 */
export interface SafeTensors {
  tensors: Record<string, NamedTensor>;
  metadata: Record<string, string>;
}

const maximumHeader = 100_000_000;
const kinds = {
  F32: { bytes: 4, array: Float32Array },
  F64: { bytes: 8, array: Float64Array },
  I64: { bytes: 8, array: BigInt64Array },
  I32: { bytes: 4, array: Int32Array },
  U8: { bytes: 1, array: Uint8Array },
} as const;
type Kind = keyof typeof kinds;
/** Float64 goes over the wire (steps, times) but is never a weight. */
export type WireTensor = { shape: number[]; data: Numbers | Float64Array };
/** What torch counts with. It leaves, and comes back as float64. */
export type CountTensor = { shape: number[]; data: BigInt64Array };

export function writeSafetensors(
  tensors: Record<string, WireTensor | CountTensor>,
  metadata: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  // Widest elements first, so that every tensor starts at a multiple of its own element size.
  const names = Object.keys(tensors).sort((a, b) => kinds[kindOf(tensors[b])].bytes - kinds[kindOf(tensors[a])].bytes);
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  let at = 0;
  for (const name of names) {
    const { shape, data } = tensors[name];
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== data.length) throw new StudioError('failed', `Tensor ${name} has shape [${shape}] but ${data.length} numbers.`);
    header[name] = { dtype: kindOf(tensors[name]), shape, data_offsets: [at, at + data.byteLength] };
    at += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(text, 8);
  let to = 8 + length;
  for (const name of names) {
    const { data } = tensors[name];
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), to);
    to += data.byteLength;
  }
  return bytes;
}

/** @throws StudioError 'invalid' with what is wrong with the bytes. The arrays are copies. */
export function readSafetensors(bytes: Uint8Array): { tensors: Record<string, WireTensor>; metadata: Record<string, string> } {
  const { start, entries, metadata } = readHeader(bytes);
  const tensors: Record<string, WireTensor> = {};
  let covered = 0;
  const ordered = entries.toSorted((a, b) => a.from - b.from || a.to - b.to);
  for (const { name, kind, shape, from, to } of ordered) {
    if (from !== covered) throw broken(`tensor ${name} starts at byte ${from} where ${covered} was due`);
    if (start + to > bytes.length) throw broken(`it ends inside tensor ${name}`);
    covered = to;
    // Not bytes.slice(): Node's Buffer is a Uint8Array whose slice is a view of a pool that others share.
    const copy = new Uint8Array(bytes.subarray(start + from, start + to)).buffer;
    const data = new kinds[kind].array(copy);
    tensors[name] = { shape, data: data instanceof BigInt64Array ? Float64Array.from(data, Number) : data };
  }
  if (start + covered !== bytes.length) throw broken(`${bytes.length - start - covered} bytes follow its last tensor`);
  return { tensors, metadata };
}

/** Of a file's beginning, as long as `safetensorsHeadLength` says. @throws StudioError 'invalid' with what is wrong with it */
export function readSafetensorsHead(bytes: Uint8Array): { shapes: Record<string, number[]>; metadata: Record<string, string> } {
  const { entries, metadata } = readHeader(bytes);
  return { shapes: Object.fromEntries(entries.map(({ name, shape }) => [name, shape])), metadata };
}

/** How many bytes stand before the tensors, as a file's first eight say. */
export function safetensorsHeadLength(bytes: Uint8Array): number {
  if (bytes.length < 8) throw broken('it is shorter than 8 bytes');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));
  if (length > maximumHeader) throw broken(`its header would be ${length} bytes, more than the 100 MB the format allows`);
  return 8 + length;
}

function readHeader(bytes: Uint8Array) {
  const start = safetensorsHeadLength(bytes);
  if (start > bytes.length) throw broken('it ends inside its header');
  const { __metadata__: metadata, ...entries } = parseHeader(new TextDecoder().decode(bytes.subarray(8, start)));
  return {
    start,
    entries: Object.entries(entries).map(([name, entry]) => ({ name, ...checkEntry(name, entry) })),
    metadata: checkMetadata(metadata),
  };
}

function kindOf(tensor: WireTensor | CountTensor): Kind {
  if (tensor.data instanceof Float32Array) return 'F32';
  if (tensor.data instanceof Float64Array) return 'F64';
  if (tensor.data instanceof BigInt64Array) return 'I64';
  if (tensor.data instanceof Int32Array) return 'I32';
  return 'U8';
}

function parseHeader(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw broken('its header is not JSON', cause);
  }
  throw broken('its header is not a JSON object');
}

function checkEntry(name: string, entry: unknown): { kind: Kind; shape: number[]; from: number; to: number } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  if (typeof dtype !== 'string' || !(dtype in kinds))
    throw broken(`tensor ${name} has the type ${String(dtype)}; F32, F64, I64, I32 and U8 can be read`);
  const kind = dtype as Kind;
  if (!isWholeNumbers(shape)) throw broken(`tensor ${name} has no proper shape`);
  if (!isWholeNumbers(offsets) || offsets.length !== 2 || offsets[1] < offsets[0]) throw broken(`tensor ${name} has no proper offsets`);
  const [from, to] = offsets;
  if (shape.reduce((product, size) => product * size, 1) * kinds[kind].bytes !== to - from) {
    throw broken(`tensor ${name} has shape [${shape}] but ${to - from} bytes`);
  }
  return { kind, shape, from, to };
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function checkMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string')) {
    return value as Record<string, string>;
  }
  throw broken('its metadata is not a map of strings');
}

function broken(what: string, cause?: unknown): StudioError {
  return new StudioError('invalid', `This is not a whole safetensors file: ${what}.`, { cause });
}
