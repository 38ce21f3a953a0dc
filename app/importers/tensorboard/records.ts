import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { maskedCrc32c } from '../../../shared/crc32c.ts';

/**
 * Records of TensorFlow: u64 length, u32 masked CRC of these 8 bytes, data, u32 masked CRC of the data; all little-endian.
 * Their lengths are believed only where their checksum is right and the file is that long, so nothing is allocated on a claim.
 */
const head = 12;
const foot = 4;
const chunkBytes = 1 << 20;
/** No event is larger; what claims to be is damage. */
export const mostBytes = 1 << 28;

export interface RecordSink {
  /** One whole record lies at from…to of these bytes, for the length of the call; `offset` is where it begins in the file. */
  record(bytes: Uint8Array, from: number, to: number, offset: number): void;
  /** A record that is named and passed over. */
  damaged(offset: number, why: string): void;
  /** Enough for now: what it was given weighs more than its bytes. */
  isFull?(): boolean;
}

export interface FileState {
  /** Everything before it has been read. */
  offset: number;
  /** Where reading stopped for damage, so that it is told once. */
  stoppedAt?: number;
  /** Its first bytes, by which it is known again. */
  begin?: { bytes: number; hash: string };
}

/** Reads on from a state, some chunks at a time, until the file ends (for now) or can't be gone on with. */
export class RecordReader {
  private readonly handle: number;
  private readonly sink: RecordSink;
  private buffer = Buffer.allocUnsafeSlow(chunkBytes);
  /** What of the file lies in the buffer: its first byte's place, and how many. */
  private start: number;
  private filled = 0;
  readonly state: FileState;

  /** @throws what the file system says */
  constructor(file: string, state: FileState, sink: RecordSink) {
    this.handle = openSync(file, 'r');
    this.state = state;
    this.start = state.offset;
    this.sink = sink;
  }

  size(): number {
    return fstatSync(this.handle).size;
  }

  close(): void {
    closeSync(this.handle);
  }

  /** The records of about a megabyte. @returns false where there is nothing more */
  readSome(): boolean {
    this.fill();
    const { buffer } = this;
    let at = 0;
    for (;;) {
      const left = this.filled - at;
      if (left < head) break;
      const offset = this.start + at;
      const length = this.lengthAt(at, offset);
      if (length === null) return this.move(at, false);
      const whole = head + length + foot;
      if (whole > left) {
        if (at > 0 || whole <= this.buffer.length) break;
        return this.large(offset, length);
      }
      this.give(buffer, at + head, length, offset);
      at += whole;
      if (this.sink.isFull?.()) return this.move(at, true);
    }
    return this.move(at, at > 0);
  }

  /** Null where the record at `at` is none, which is told once. */
  private lengthAt(at: number, offset: number): number | null {
    const { buffer } = this;
    if (maskedCrc32c(buffer, at, at + 8) !== buffer.readUInt32LE(at + 8)) {
      const isZero = buffer.subarray(at, at + head).every((byte) => byte === 0);
      return this.stop(
        offset,
        isZero ? 'it is filled with zeros from there on' : 'the length of a record there is damaged, so what follows can’t be told apart',
      );
    }
    const length = buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * 2 ** 32;
    if (length > mostBytes) return this.stop(offset, `a record there claims ${length} bytes, more than any event has`);
    return length;
  }

  private stop(offset: number, why: string): null {
    if (this.state.stoppedAt !== offset) this.sink.damaged(offset, `${why}; the rest of the file is left out`);
    this.state.stoppedAt = offset;
    return null;
  }

  private give(bytes: Buffer, from: number, length: number, offset: number): void {
    if (maskedCrc32c(bytes, from, from + length) !== bytes.readUInt32LE(from + length)) {
      this.sink.damaged(offset, 'the checksum of a record there does not fit its data; it is left out');
      return;
    }
    this.sink.record(bytes, from, from + length, offset);
  }

  /** A record longer than the buffer is read whole, if the file holds it. */
  private large(offset: number, length: number): boolean {
    const whole = head + length + foot;
    if (this.size() < offset + whole) return false;
    const bytes = Buffer.allocUnsafeSlow(whole);
    if (readFully(this.handle, bytes, 0, whole, offset) < whole) return false;
    this.give(bytes, head, length, offset);
    this.start = offset + whole;
    this.filled = 0;
    this.state.offset = this.start;
    return true;
  }

  /** Forgets the bytes before `at`. */
  private move(at: number, isMore: boolean): boolean {
    this.buffer.copyWithin(0, at, this.filled);
    this.filled -= at;
    this.start += at;
    this.state.offset = this.start;
    return isMore;
  }

  private fill(): void {
    this.filled += readFully(this.handle, this.buffer, this.filled, this.buffer.length - this.filled, this.start + this.filled);
  }
}

function readFully(handle: number, into: Buffer, from: number, length: number, place: number): number {
  let read = 0;
  while (read < length) {
    const got = readSync(handle, into, from + read, length - read, place + read);
    if (got === 0) break;
    read += got;
  }
  return read;
}
