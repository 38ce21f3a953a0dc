import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/**
 * A frame is u32 length, u32 crc32 (of the length and the payload), and the payload: [sequence, unix milliseconds, event], as V8 writes values.
 * Sequences count up from 1 in each file, so that a frame that was written twice is heard once.
 */
export interface Frame {
  sequence: number;
  /** By the writer's clock. */
  time: number;
  event: unknown;
}

export interface ReadFrames {
  frames: (Frame & { /** Behind it, from the beginning of the bytes. */ end: number })[];
  /** Bytes of whole frames, those that were heard before included. */
  taken: number;
  /** What follows is no beginning of a frame, unless a network file system is late with it. */
  isDamaged: boolean;
}

const head = 8;
/** Far more than any event holds. */
const longest = 1 << 30;

export function encodeFrame({ sequence, time, event }: Frame): Buffer {
  const payload = serialize([sequence, time, event]);
  const frame = Buffer.alloc(head + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  payload.copy(frame, head);
  frame.writeUInt32LE(sumOf(frame), 4);
  return frame;
}

/** The whole frames at the beginning of `bytes`, each once; `heard` is the sequence of the last one before them. */
export function readFrames(bytes: Buffer, heard = 0): ReadFrames {
  const frames: ReadFrames['frames'] = [];
  let last = heard;
  let at = 0;
  while (bytes.length - at >= head) {
    const length = bytes.readUInt32LE(at);
    if (length === 0 || length > longest) return { frames, taken: at, isDamaged: true };
    const end = at + head + length;
    if (end > bytes.length) break;
    const frame = decode(bytes.subarray(at, end));
    // A gap is bytes that are lost: what comes after them is not told without them.
    if (frame === null || frame.sequence > last + 1) return { frames, taken: at, isDamaged: true };
    if (frame.sequence === last + 1) {
      frames.push({ ...frame, end });
      last = frame.sequence;
    }
    at = end;
  }
  return { frames, taken: at, isDamaged: false };
}

function decode(frame: Buffer): Frame | null {
  if (frame.readUInt32LE(4) !== sumOf(frame)) return null;
  try {
    const [sequence, time, event] = deserialize(frame.subarray(head)) as [number, number, unknown];
    return { sequence, time, event };
  } catch {
    return null; // Of a newer Node: what it writes can't be read here.
  }
}

function sumOf(frame: Buffer): number {
  return crc32(frame.subarray(head), crc32(frame.subarray(0, 4)));
}
