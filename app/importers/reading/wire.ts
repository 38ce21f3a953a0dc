/** Protocol buffers, as far as logs need them: a cursor over bytes that never leaves its bounds. */
export class Wire {
  bytes: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(new ArrayBuffer(0));
  at = 0;
  end = 0;
  /** Of the last `next`. */
  field = 0;
  kind = 0;
  /** Of the last `range`. */
  from = 0;
  to = 0;

  over(bytes: Uint8Array, from: number, to: number): this {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.at = from;
    this.end = to;
    return this;
  }

  /** The next field's number and kind; false at the end. */
  next(): boolean {
    if (this.at >= this.end) return false;
    // Fields up to 15, which is all that most events have, take one byte.
    const byte = this.bytes[this.at];
    if (byte >= 8 && byte < 0x80) {
      this.at += 1;
      this.field = byte >>> 3;
      this.kind = byte & 7;
      return true;
    }
    const tag = this.unsigned();
    this.field = Math.floor(tag / 8);
    this.kind = tag % 8;
    if (this.field === 0 || this.field > 536_870_911) throw new WireError(`field ${this.field} is none`);
    return true;
  }

  /** A varint that is small: a tag, a length, an enum. */
  unsigned(): number {
    if (this.at < this.end && this.bytes[this.at] < 0x80) return this.bytes[this.at++];
    let value = 0;
    let unit = 1;
    for (let shift = 0; shift < 10; shift += 1) {
      if (this.at >= this.end) throw new WireError('a number is cut off');
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    throw new WireError('a number is too long');
  }

  /** An int64 as the nearest float64. */
  signed(): number {
    const before = this.at;
    const value = this.unsigned();
    if (value < 2 ** 53) return value;
    this.at = before;
    let exact = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes[this.at++];
      exact |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, exact));
    }
  }

  /** Sets from…to to a length-delimited field and goes behind it. */
  range(): void {
    const length = this.unsigned();
    if (length > this.end - this.at) throw new WireError('a field is longer than what holds it');
    this.from = this.at;
    this.at += length;
    this.to = this.at;
  }

  float(): number {
    this.need(4);
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }

  double(): number {
    this.need(8);
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  skip(): void {
    if (this.kind === 0) this.unsigned();
    else if (this.kind === 1) this.double();
    else if (this.kind === 2) this.range();
    else if (this.kind === 5) this.float();
    else throw new WireError(`a field has the kind ${this.kind}, which no event has`);
  }

  expect(kind: number): void {
    if (this.kind !== kind) throw new WireError(`field ${this.field} has the kind ${this.kind} instead of ${kind}`);
  }

  /** A length-delimited field as bytes of their own. */
  copied(): Uint8Array<ArrayBuffer> {
    this.expect(2);
    this.range();
    return new Uint8Array(this.bytes.subarray(this.from, this.to));
  }

  text(): string {
    this.expect(2);
    this.range();
    return decoder.decode(this.bytes.subarray(this.from, this.to));
  }

  private need(count: number): void {
    if (this.end - this.at < count) throw new WireError('a number is cut off');
  }
}

const decoder = new TextDecoder();

/** What is wrong with bytes that should be a message, as the end of a sentence. */
export class WireError extends Error {}

/** A message of its own over a length-delimited field of another. */
export function inner(outer: Wire): Wire {
  outer.expect(2);
  outer.range();
  return new Wire().over(outer.bytes, outer.from, outer.to);
}
