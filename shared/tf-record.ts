import { maskedCrc32c } from './crc32c.ts';

/** A record of TensorFlow: u64 length, u32 masked CRC of these 8 bytes, data, u32 masked CRC of the data; all little-endian. */
export function recordOf(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 + data.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(bytes, 0, 8), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(bytes, 12, 12 + data.length), true);
  return bytes;
}
