/** Protocol buffers, as far as logs need them written; a message grows until it is taken. */
export class WireOut {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  /** An int64 or an enum; beyond 2⁵³ the nearest float64. */
  integer(field: number, value: number): this {
    this.key(field, 0);
    if (value >= 0 && value < 2 ** 53) this.varint(value);
    else this.exact(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  double(field: number, value: number): this {
    this.key(field, 1);
    this.reserve(8);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
    return this;
  }

  float(field: number, value: number): this {
    this.key(field, 5);
    this.reserve(4);
    this.view.setFloat32(this.at, value, true);
    this.at += 4;
    return this;
  }

  /** Bytes, a text, a message, or packed numbers. */
  content(field: number, content: Uint8Array | string): this {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    this.key(field, 2);
    this.varint(bytes.length);
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  /** What was written, as bytes of their own; the next message begins. */
  taken(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.at);
    this.at = 0;
    return taken;
  }

  private key(field: number, kind: number): void {
    this.varint(field * 8 + kind);
  }

  private varint(value: number): void {
    this.reserve(10);
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) this.bytes[this.at++] = (left % 128) | 128;
    this.bytes[this.at++] = left;
  }

  private exact(value: bigint): void {
    this.reserve(10);
    let left = value;
    for (; left >= 128n; left >>= 7n) this.bytes[this.at++] = Number(left & 127n) | 128;
    this.bytes[this.at++] = Number(left);
  }

  private reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.at + count));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

const encoder = new TextEncoder();
