import { zipSync } from 'fflate';
import type { WireTensor } from '../../shared/safetensors.ts';

/** Tensors as NumPy's .npz: a zip with one .npy (format 1.0, C order, little-endian) a name. */
export function writeNpz(tensors: Record<string, WireTensor>): Uint8Array {
  const files = Object.entries(tensors).map(([name, tensor]) => [`${name.replaceAll('/', '.')}.npy`, npy(tensor)]);
  return zipSync(Object.fromEntries(files), { level: 0 });
}

/** Magic, version, header length, then a Python dict padded with spaces so that the data starts at a multiple of 64. */
function npy({ shape, data }: WireTensor): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${kindOf(data)}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const header = `${dict.padEnd(Math.ceil((dict.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
  return bytes;
}

function kindOf(data: WireTensor['data']): string {
  if (data instanceof Float32Array) return '<f4';
  if (data instanceof Float64Array) return '<f8';
  return data instanceof Int32Array ? '<i4' : '|u1';
}
