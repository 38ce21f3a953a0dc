import { StudioError } from '../../../shared/errors.ts';
import type { Decoders } from '../dataset.ts';

/** The bytes themselves where they are not gzipped. @throws StudioError 'invalid' naming the file */
export async function unzipped(bytes: Uint8Array, path: string, { gunzip }: Pick<Decoders, 'gunzip'>): Promise<Uint8Array> {
  if (!isGzipped(bytes)) return bytes;
  try {
    return await gunzip(bytes);
  } catch (cause) {
    const found =
      cause instanceof RangeError
        ? 'unpacks to more than the memory that is free has room for. Take a part of it, or a machine with more memory.'
        : 'is not a whole gzip file: it is cut short or damaged. Fetch it again.';
    throw new StudioError('invalid', `${path} ${found}`, { cause });
  }
}

export function isGzipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
