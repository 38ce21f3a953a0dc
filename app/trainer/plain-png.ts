import { crc32, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What says nothing of the pixels' meaning, or that they mean what they mean anyway. */
const harmless = new Set(['sRGB', 'pHYs', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'bKGD']);
/** Beyond this the library for all kinds is as quick, and has its own bounds. */
const mostSide = 512;

export interface PlainPicture {
  width: number;
  height: number;
  /** RGB, row by row. */
  pixels: Uint8Array;
}

/**
 * The most usual of small PNGs, ten times as quick as the library for all kinds: eight bits of gray or RGB, rows in order, no other colours
 * than those of screens. Null for everything else, what is damaged included: the library says what is wrong with that.
 */
export function plainPng(bytes: Uint8Array): PlainPicture | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 57 || !data.subarray(0, 8).equals(signature)) return null;
  const parts: Buffer[] = [];
  let head: { width: number; height: number; channels: 1 | 3 } | null = null;
  for (let at = 8; ; ) {
    if (at + 12 > data.length) return null;
    const length = data.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > data.length || crc32(data.subarray(at + 4, end)) !== data.readUInt32BE(end)) return null;
    const type = data.toString('latin1', at + 4, at + 8);
    const content = data.subarray(at + 8, end);
    at = end + 4;
    if (type === 'IEND') return head === null || at !== data.length ? null : unfiltered(parts, head);
    if (type === 'IHDR') {
      head = headOf(content);
      if (head === null) return null;
    } else if (type === 'IDAT') parts.push(content);
    else if (!harmless.has(type)) return null;
  }
}

function headOf(content: Buffer): { width: number; height: number; channels: 1 | 3 } | null {
  if (content.length !== 13) return null;
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
  const [depth, color, compression, filter, interlace] = content.subarray(8);
  const isPlain = depth === 8 && (color === 0 || color === 2) && compression === 0 && filter === 0 && interlace === 0;
  const fits = width > 0 && height > 0 && width <= mostSide && height <= mostSide;
  return isPlain && fits ? { width, height, channels: color === 0 ? 1 : 3 } : null;
}

function unfiltered(parts: Buffer[], { width, height, channels }: { width: number; height: number; channels: 1 | 3 }): PlainPicture | null {
  const stride = width * channels;
  const rows = inflated(parts.length === 1 ? parts[0]! : Buffer.concat(parts), height * (stride + 1));
  if (rows === null) return null;
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1) + 1;
    if (!unfilter(rows, { filter: rows[from - 1]!, from, stride, channels, above: row === 0 ? -1 : from - stride - 1 })) return null;
  }
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0, into = 0; row < height; row += 1) {
    const from = row * (stride + 1) + 1;
    for (let column = 0; column < width; column += 1, into += 3) {
      const pixel = from + column * channels;
      pixels[into] = rows[pixel]!;
      pixels[into + 1] = rows[channels === 1 ? pixel : pixel + 1]!;
      pixels[into + 2] = rows[channels === 1 ? pixel : pixel + 2]!;
    }
  }
  return { width, height, pixels };
}

function inflated(packed: Buffer, length: number): Uint8Array | null {
  try {
    const rows = inflateSync(packed, { maxOutputLength: length });
    return rows.length === length ? rows : null;
  } catch {
    return null;
  }
}

interface Row {
  filter: number;
  /** Where the row begins, behind its filter, and the one above it; −1 where there is none. */
  from: number;
  above: number;
  stride: number;
  channels: number;
}

/** In place, by the five filters of PNG's specification, section 9. */
function unfilter(rows: Uint8Array, { filter, from, above, stride, channels }: Row): boolean {
  for (let at = 0; at < stride && filter > 0; at += 1) {
    const left = at < channels ? 0 : rows[from + at - channels]!;
    const up = above < 0 ? 0 : rows[above + at]!;
    const corner = above < 0 || at < channels ? 0 : rows[above + at - channels]!;
    const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    rows[from + at] = (rows[from + at]! + guess) & 0xff;
  }
  return filter <= 4;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
