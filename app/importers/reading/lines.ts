import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 18;

export interface Line {
  text: string;
  /** Where it begins in the file, and where the next one does. */
  offset: number;
  end: number;
  /** It ends with a line break; without one it may not be whole yet. */
  isWhole: boolean;
  /** Only its beginning is in `text`. */
  isTooLong: boolean;
}

/** The lines of a file from an offset on, never more in memory than a chunk and the longest line. @throws what the file system says */
export function* linesOf(file: string, from: number, longest: number): Generator<Line> {
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let pieces: Buffer[] = [];
    let held = 0;
    let [offset, at] = [from, from];
    const line = (end: number, isWhole: boolean, isTooLong: boolean): Line => {
      const text = Buffer.concat(pieces).toString('utf8');
      const said = { text: text.endsWith('\r') ? text.slice(0, -1) : text, offset, end, isWhole, isTooLong };
      [pieces, held, offset] = [[], 0, end];
      return said;
    };
    let length = 0;
    for (let filled = readSync(handle, chunk, 0, chunkBytes, at); filled > 0; filled = readSync(handle, chunk, 0, chunkBytes, at)) {
      let start = 0;
      while (start < filled) {
        const found = chunk.subarray(0, filled).indexOf(10, start);
        const end = found < 0 ? filled : found;
        length += end - start;
        const room = Math.max(0, longest - held);
        if (room > 0 && end > start) pieces.push(Buffer.from(chunk.subarray(start, Math.min(end, start + room))));
        held += Math.min(room, end - start);
        if (found >= 0) {
          const isTooLong = length > longest;
          length = 0;
          yield line(at + found + 1, true, isTooLong);
        }
        start = end + 1;
      }
      at += filled;
    }
    if (length > 0) yield line(at, false, length > longest);
  } finally {
    closeSync(handle);
  }
}
