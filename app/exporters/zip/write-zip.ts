import { crc32, constants, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  /** With / between folders. */
  name: string;
  /** Unix milliseconds, in UTC; zips know no zone and no year before 1980. */
  time: number;
  /** Large ones as they are made: nothing of them is kept. */
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Left out: deflated. */
  isStored?: boolean;
}

interface Written {
  name: Uint8Array;
  time: number;
  method: number;
  crc: number;
  packed: number;
  bytes: number;
  offset: number;
}

const [stored, deflated] = [0, 8];
/** Sizes follow the content; names are UTF-8. */
const flags = 0x0808;
const most32 = 0xffffffff;
/** As much of the content as is deflated at once. */
const pieceBytes = 1 << 17;

/** A zip as its members are made, of any size (APPNOTE.TXT, with its 64-bit fields only where they are needed). */
export async function* writeZip(members: Iterable<ZipMember> | AsyncIterable<ZipMember>): AsyncGenerator<Uint8Array, void> {
  const written: Written[] = [];
  let at = 0;
  for await (const { name, time, content, isStored = false } of members) {
    const member: Written = {
      ...{ name: new TextEncoder().encode(name), time: dosTime(time), method: isStored ? stored : deflated },
      ...{ crc: 0, packed: 0, bytes: 0, offset: at },
    };
    const head = fields([4, 0x04034b50], [2, 20], [2, flags], [2, member.method], [4, member.time], [4, 0], [4, 0], [4, 0], [2, member.name.length], [2, 0]); // biome-ignore format: one line a record
    yield head;
    yield member.name;
    const pack = isStored ? (piece: Uint8Array) => piece : deflatedPiece;
    for await (const piece of inPieces(content)) {
      member.crc = crc32(piece, member.crc);
      member.bytes += piece.length;
      const packed = pack(piece);
      member.packed += packed.length;
      yield packed;
    }
    if (!isStored) {
      yield lastBlock;
      member.packed += lastBlock.length;
    }
    const wide = Math.max(member.bytes, member.packed) >= most32 ? 8 : 4;
    const foot = fields([4, 0x08074b50], [4, member.crc], [wide, member.packed], [wide, member.bytes]);
    yield foot;
    written.push(member);
    at += head.length + member.name.length + member.packed + foot.length;
  }
  yield* directory(written, at);
}

function* directory(written: readonly Written[], start: number): Generator<Uint8Array> {
  let bytes = 0;
  for (const { name, time, method, crc, packed, bytes: size, offset } of written) {
    const wide = [size, packed, offset].filter((value) => value >= most32);
    const extra = wide.length === 0 ? new Uint8Array() : fields([2, 1], [2, 8 * wide.length], ...wide.map((value): Field => [8, value]));
    const version = wide.length === 0 ? 20 : 45;
    const entry = fields(
      ...([
        [4, 0x02014b50],
        [2, version],
        [2, version],
        [2, flags],
        [2, method],
        [4, time],
        [4, crc],
      ] as Field[]),
      ...([
        [4, Math.min(packed, most32)],
        [4, Math.min(size, most32)],
        [2, name.length],
        [2, extra.length],
      ] as Field[]),
      ...([
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, Math.min(offset, most32)],
      ] as Field[]),
    );
    bytes += entry.length + name.length + extra.length;
    yield entry;
    yield name;
    yield extra;
  }
  const count = written.length;
  if (count >= 0xffff || start + bytes >= most32) {
    yield fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, bytes], [8, start]);
    yield fields([4, 0x07064b50], [4, 0], [8, start + bytes], [4, 1]);
  }
  const few = Math.min(count, 0xffff);
  yield fields([4, 0x06054b50], [2, 0], [2, 0], [2, few], [2, few], [4, Math.min(bytes, most32)], [4, Math.min(start, most32)], [2, 0]);
}

type Field = [width: 2 | 4 | 8, value: number];

function fields(...all: Field[]): Uint8Array {
  const bytes = new Uint8Array(all.reduce((total, [width]) => total + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of all) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}

/** Ends at a whole byte, so that the next can follow. */
function deflatedPiece(piece: Uint8Array): Uint8Array {
  return deflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH });
}
const lastBlock = new Uint8Array([3, 0]);

async function* inPieces(content: ZipMember['content']): AsyncGenerator<Uint8Array, void> {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    gathered.push(chunk);
    bytes += chunk.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(gathered);
    [gathered, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(gathered);
}

function dosTime(time: number): number {
  const date = new Date(Math.min(Math.max(time, Date.UTC(1980, 0)), Date.UTC(2107, 11)));
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const second = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((day << 16) | second) >>> 0;
}
