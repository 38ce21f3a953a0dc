/** Thrift's compact protocol, as far as Parquet needs it: a struct as its fields by number. */
export type Struct = { [field: number]: unknown };

const deepest = 32;

/** @throws RangeError where the bytes end or make no sense */
export class Thrift {
  private readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  struct(depth = 0): Struct {
    if (depth > deepest) throw new RangeError('its structs lie too deep in each other');
    const fields: Struct = {};
    let field = 0;
    for (let head = this.byte(); head !== 0; head = this.byte()) {
      field = head >> 4 === 0 ? this.integer() : field + (head >> 4);
      const kind = head & 15;
      fields[field] = kind === 1 ? true : kind === 2 ? false : this.value(kind, depth);
    }
    return fields;
  }

  private value(kind: number, depth: number): unknown {
    if (kind === 1 || kind === 2) return this.byte() === 1;
    if (kind === 3) return (this.byte() << 24) >> 24;
    if (kind >= 4 && kind <= 6) return this.integer();
    if (kind === 7) {
      this.need(8);
      return this.bytes.readDoubleLE(this.at - 8);
    }
    if (kind === 8) {
      const length = this.varint();
      this.need(length);
      return this.bytes.subarray(this.at - length, this.at);
    }
    if (kind === 9 || kind === 10) return this.list(depth);
    if (kind === 12) return this.struct(depth + 1);
    throw new RangeError(`it has a field of the kind ${kind}`);
  }

  private list(depth: number): unknown[] {
    const head = this.byte();
    const size = head >> 4 === 15 ? this.varint() : head >> 4;
    if (size > this.bytes.length - this.at) throw new RangeError(`a list of it claims ${size} entries`);
    return Array.from({ length: size }, () => this.value(head & 15, depth + 1));
  }

  private integer(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  private varint(): number {
    let [value, unit] = [0, 1];
    for (let count = 0; count < 10; count += 1) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
    throw new RangeError('a number of it is too long');
  }

  private byte(): number {
    this.need(1);
    return this.bytes[this.at - 1];
  }

  private need(count: number): void {
    if (!(count >= 0 && count <= this.bytes.length - this.at)) throw new RangeError('it is cut off');
    this.at += count;
  }
}
