import { StudioError } from '../../../shared/errors.ts';
import type { Decoders } from '../dataset.ts';

/** Deflate can't make a byte into more than 1032; a size beyond that is a lie, and must not be allocated. */
const mostPerByte = 1032;

/** The bytes themselves where they are not gzipped. @throws StudioError 'invalid' naming the file */
export async function unzipped(bytes: Uint8Array, path: string, { gunzip }: Pick<Decoders, 'gunzip'>): Promise<Uint8Array> {
  if (!isGzipped(bytes)) return bytes;
  const size =
    bytes.length < 18 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);
  if (size > bytes.length * mostPerByte) throw notWhole(path);
  try {
    return await gunzip(bytes);
  } catch (cause) {
    throw notWhole(path, cause);
  }
}

export function isGzipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function notWhole(path: string, cause?: unknown): StudioError {
  return new StudioError('invalid', `${path} is not a whole gzip file: it is cut short or damaged. Fetch it again.`, { cause });
}
