import { zipSync } from 'fflate';
import type { CountTensor, WireTensor } from '../../../shared/safetensors.ts';

/** Tensors as NumPy's .npz: a zip with one .npy (format 1.0, C order, little-endian) a name; texts are arrays of no axes, which `str()` reads. */
export function writeNpz(tensors: Record<string, WireTensor | CountTensor>, texts: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  const arrays = Object.entries(tensors).map(([name, tensor]) => [`${name.replaceAll('/', '.')}.npy`, writeNpy(tensor)]);
  const files = [...arrays, ...Object.entries(texts).map(([name, text]) => [`${name}.npy`, npyOfText(text)])];
  return zipSync(Object.fromEntries(files), { level: 0 });
}

export function writeNpy({ shape, data }: WireTensor | CountTensor): Uint8Array<ArrayBuffer> {
  return npy(kindOf(data), shape, data);
}

/** As NumPy's unicode: each character four bytes. */
function npyOfText(text: string): Uint8Array {
  const points = Uint32Array.from(text, (character) => character.codePointAt(0)!);
  return npy(`<U${points.length}`, [], points);
}

/** Magic, version, header length, then a Python dict padded with spaces so that the data starts at a multiple of 64. */
function npy(kind: string, shape: number[], data: ArrayBufferView): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${kind}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const header = `${dict.padEnd(Math.ceil((dict.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
  return bytes;
}

function kindOf(data: (WireTensor | CountTensor)['data']): string {
  if (data instanceof BigInt64Array) return '<i8';
  if (data instanceof Float32Array) return '<f4';
  if (data instanceof Float64Array) return '<f8';
  return data instanceof Int32Array ? '<i4' : '|u1';
}
