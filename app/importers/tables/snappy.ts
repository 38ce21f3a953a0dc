/** Snappy's raw format (google/snappy, format_description.txt). @throws RangeError where it is broken or would grow beyond what was claimed */
export function unpackSnappy(packed: Buffer, claimed: number): Buffer {
  let at = 0;
  let size = 0;
  for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
    byte = packed[at++] ?? 0;
    size += (byte & 127) * 2 ** shift;
    if (shift > 28) throw new RangeError('its size is no number');
  }
  if (size > claimed) throw new RangeError(`it would unpack to ${size} bytes where its page claims ${claimed}`);
  const whole = Buffer.alloc(size);
  let filled = 0;
  while (at < packed.length) {
    const tag = packed[at++];
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const bytes = length - 59;
        if (at + bytes > packed.length) throw new RangeError('it is cut off');
        length = packed.readUIntLE(at, bytes);
        at += bytes;
      }
      length += 1;
      if (at + length > packed.length || filled + length > size) throw new RangeError('a literal leaves its bounds');
      packed.copy(whole, filled, at, at + length);
      at += length;
      filled += length;
      continue;
    }
    const wide = (tag & 3) === 1 ? 1 : (tag & 3) === 2 ? 2 : 4;
    if (at + wide > packed.length) throw new RangeError('it is cut off');
    const length = wide === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = wide === 1 ? ((tag >> 5) << 8) | packed[at] : packed.readUIntLE(at, wide);
    at += wide;
    if (back === 0 || back > filled || filled + length > size) throw new RangeError('a copy leaves its bounds');
    // What is copied may be what this copy writes.
    for (let one = 0; one < length; one += 1) whole[filled + one] = whole[filled + one - back];
    filled += length;
  }
  if (filled !== size) throw new RangeError('it is cut off');
  return whole;
}
