import type { Decoders } from '../dataset.ts';

/** Of the .ZIP File Format Specification (APPNOTE 6.3.10) what NumPy and its kin write: stored or deflated, plain or zip64, no encryption. */
export interface ZipEntry {
  name: string;
  /** The bytes, checked by their sum. Throws what is wrong as the end of a sentence. */
  read(): Promise<Uint8Array>;
}

const [localMark, centralMark, endMark, farEndMark, locatorMark] = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50];
const endBytes = 22;
const longestComment = 0xffff;
const inFarField = 0xffffffff;
/** Deflate can't make a byte into more than 1032. */
const mostPerByte = 1032;

/** @throws Error where the list at the end of the file is cut or damaged */
export function readZip(bytes: Uint8Array, { inflate, crc32 }: Pick<Decoders, 'inflate' | 'crc32'>): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start } = listAt(view);
  const entries: ZipEntry[] = [];
  for (let at = start, index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== centralMark) throw new Error('its list of entries is damaged');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    const found = {
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      ...sizesOf(view, at, nameBytes, extraBytes),
    };
    entries.push({ name, read: () => unpacked(view, bytes, found, inflate, crc32) });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** Where the list begins and how many it names; behind it may stand a comment. */
function listAt(view: DataView): { count: number; start: number } {
  const lowest = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) !== endMark) continue;
    const [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    if ((count !== 0xffff && start !== inFarField) || at < 20 || view.getUint32(at - 20, true) !== locatorMark) return { count, start };
    const far = Number(view.getBigUint64(at - 12, true));
    if (far + 56 > view.byteLength || view.getUint32(far, true) !== farEndMark) throw new Error('its list of entries is damaged');
    return { count: Number(view.getBigUint64(far + 32, true)), start: Number(view.getBigUint64(far + 48, true)) };
  }
  throw new Error('it has no list of entries at its end');
}

interface Sizes {
  packed: number;
  whole: number;
  local: number;
}

/** What does not fit into 32 bits stands in an extra field, in this order. */
function sizesOf(view: DataView, at: number, nameBytes: number, extraBytes: number): Sizes {
  const sizes: Sizes = {
    whole: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    local: view.getUint32(at + 42, true),
  };
  const end = Math.min(at + 46 + nameBytes + extraBytes, view.byteLength);
  for (let field = at + 46 + nameBytes; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    for (const key of ['whole', 'packed', 'local'] as const) {
      if (sizes[key] !== inFarField || next + 8 > end) continue;
      sizes[key] = Number(view.getBigUint64(next, true));
      next += 8;
    }
  }
  return sizes;
}

async function unpacked(
  view: DataView,
  bytes: Uint8Array,
  { method, sum, packed, whole, local }: Sizes & { method: number; sum: number },
  inflate: Decoders['inflate'],
  crc32: Decoders['crc32'],
): Promise<Uint8Array> {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== localMark) throw new Error('it is not where the list says');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length || whole > packed * mostPerByte) throw new Error('it claims more bytes than it can have');
  if ((view.getUint16(local + 6, true) & 1) === 1) throw new Error('it is encrypted');
  const stored = bytes.subarray(start, start + packed);
  if (method !== 0 && method !== 8) throw new Error(`it is packed by method ${method}; NumPy stores or deflates`);
  const found = method === 0 ? stored : await inflate(stored, whole).catch(notSaved);
  if (found.length !== whole || crc32(found) !== sum) throw new Error('its bytes are not those that were saved: its sum is wrong');
  return found;
}

/** What zlib says of it, such as that a buffer was too small, tells nobody anything; memory that has run out bears no code. */
function notSaved(cause: unknown): never {
  if (!(cause instanceof Error && 'code' in cause)) throw cause;
  throw new Error('its bytes are not those that were saved: they can’t be unpacked', { cause });
}
