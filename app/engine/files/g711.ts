/** Bytes of telephony (ITU-T G.711) → 16-bit samples, −32768…32767. */

/** Sign, three bits of exponent, four of mantissa, all inverted; 33 was added before the exponent was taken. */
export function fromMuLawByte(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}

/** As µ-law, but every other bit inverted and the lowest eighth without an exponent. */
export function fromALawByte(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (bits & 0x80) === 0 ? -magnitude : magnitude;
}
