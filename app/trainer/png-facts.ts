/** What stands in a PNG's chunks beside its pixels and that libvips does not heed. Null for what is no PNG. Source: the PNG specification, third edition. */
export interface PngFacts {
  /** The exponent that brings light to the numbers of the file; null where a profile says more, or nothing is said. */
  gamma: number | null;
  /** Of an animated PNG. */
  frames: number;
}

const mostChunks = 1000;

export function pngFacts(bytes: Uint8Array): PngFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0) !== 0x89504e47) return null;
  const facts: PngFacts = { gamma: null, frames: 1 };
  let isProfiled = false;
  for (let at = 8, chunks = 0; at + 12 <= bytes.length && chunks < mostChunks; chunks += 1) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === 'IDAT' || at + 12 + length > bytes.length) break;
    if (name === 'gAMA' && length === 4) facts.gamma = view.getUint32(at + 8) / 100_000;
    if (name === 'acTL' && length === 8) facts.frames = Math.max(1, view.getUint32(at + 8));
    if (name === 'sRGB' || name === 'iCCP' || name === 'cICP') isProfiled = true;
    at += 12 + length;
  }
  return isProfiled || facts.gamma === 0 ? { ...facts, gamma: null } : facts;
}
