import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * W&B's file: 7 bytes of header, then LevelDB's log format in blocks of 32 KiB counted from the file's beginning. A chunk is u32 checksum
 * (plain CRC-32 of type and data, wandb/sdk/internal/datastore.py), u16 length, u8 type, data; a record is one chunk or several.
 */
const blockBytes = 32_768;
const headerBytes = 7;
const chunkHead = 7;
/** No record is larger; what goes on longer is damage. */
const mostBytes = 1 << 26;
const [full, first, last] = [1, 2, 4];

export interface LogSink {
  record(bytes: Uint8Array, offset: number): void;
  damaged(offset: number, why: string): void;
}

export interface LogState {
  /** Everything before it has been read. */
  offset: number;
  /** Damage up to here has been told. */
  toldTo?: number;
}

/** Reads on from a state; what is cut short at the end is waited for. */
export class LogFile {
  private readonly handle: number;
  private readonly size: number;
  private readonly block = Buffer.allocUnsafe(blockBytes);
  private readonly state: LogState;
  private readonly sink: LogSink;
  private pieces: Buffer[] = [];
  private bytes = 0;
  /** Where the record that is being put together begins; −1 where none is. */
  private begun = -1;
  private at: number;

  /** @throws what the file system says */
  constructor(file: string, state: LogState, sink: LogSink) {
    this.handle = openSync(file, 'r');
    this.size = fstatSync(this.handle).size;
    this.state = state;
    this.sink = sink;
    this.at = state.offset;
  }

  close(): void {
    closeSync(this.handle);
  }

  /** @returns false where it is no such file; nothing is said of one that is still shorter than its header */
  readHeader(): boolean {
    if (this.size < headerBytes) return true;
    const header = Buffer.alloc(headerBytes);
    readSync(this.handle, header, 0, headerBytes, 0);
    if (header.toString('latin1', 0, 4) !== ':W&B' || header.readUInt16LE(4) !== 0xbee1 || header[6] !== 0) return false;
    if (this.at < headerBytes) this.at = this.state.offset = headerBytes;
    return true;
  }

  /** The chunks of one block. @returns false where there is nothing more */
  readSome(): boolean {
    if (this.at >= this.size || this.at < headerBytes) return false;
    const start = this.at - (this.at % blockBytes);
    const filled = readSync(this.handle, this.block, 0, blockBytes, start);
    let at = this.at - start;
    while (blockBytes - at >= chunkHead) {
      if (filled - at < chunkHead) return this.wait(start + at);
      const length = this.block.readUInt16LE(at + 4);
      const type = this.block[at + 6];
      const end = at + chunkHead + length;
      const isZero = type === 0 && length === 0 && this.block.readUInt32LE(at) === 0;
      if (isZero && filled < blockBytes) return this.wait(start + at);
      const why = isZero
        ? 'there are only zeros'
        : type < full || type > last
          ? `a chunk there has the type ${type}, which there is not`
          : null;
      if (why === null && end > filled && end <= blockBytes) return this.wait(start + at);
      const damage = why ?? this.chunkDamage(at, end);
      if (damage !== null) {
        this.damaged(start + at, damage);
        break;
      }
      this.chunk(type, Buffer.from(this.block.subarray(at + chunkHead, end)), start + at);
      at = end;
      if (this.begun < 0) this.state.offset = start + at;
    }
    this.at = start + blockBytes;
    if (this.begun < 0) this.state.offset = this.at;
    return this.at < this.size;
  }

  private chunkDamage(at: number, end: number): string | null {
    if (end > blockBytes) return `a chunk there claims ${end - at - chunkHead} bytes and leaves its block`;
    return crc32(this.block.subarray(at + 6, end)) === this.block.readUInt32LE(at) ? null : 'the checksum there is wrong';
  }

  private chunk(type: number, data: Buffer, offset: number): void {
    if (type === full || type === first) {
      if (this.begun >= 0) this.tell(this.begun, 'a record there has no end; it is left out');
      this.forget();
      this.begun = offset;
    } else if (this.begun < 0) {
      this.tell(offset, 'what is there belongs to a record whose beginning is lost; it is left out');
      return;
    }
    this.pieces.push(data);
    this.bytes += data.length;
    const begun = this.begun;
    if (this.bytes > mostBytes) {
      this.forget();
      this.tell(begun, `a record there has more than ${mostBytes} bytes; it is left out`);
    } else if (type === full || type === last) {
      const bytes = this.pieces.length === 1 ? data : Buffer.concat(this.pieces);
      this.forget();
      this.sink.record(bytes, begun);
    }
  }

  private damaged(offset: number, why: string): void {
    const also = this.begun < 0 ? '' : `, and the record that begins at byte ${this.begun} is lost with it`;
    this.forget();
    this.tell(offset, `${why}; reading goes on with the next block${also}`);
  }

  private tell(offset: number, why: string): void {
    if (offset < (this.state.toldTo ?? 0)) return;
    this.state.toldTo = offset + 1;
    this.sink.damaged(offset, why);
  }

  private forget(): void {
    this.pieces = [];
    this.bytes = 0;
    this.begun = -1;
  }

  /** The rest of what begins here is not written yet. */
  private wait(at: number): boolean {
    if (this.begun < 0) this.state.offset = at;
    return false;
  }
}
