import type { NamedTensor } from './measurement.ts';

/** Texts as tensors: `utf8` [bytes] of all one after another, `ends` [n] where each ends. Samples of the kinds text and table hold such. */
export function packTexts(texts: readonly string[]): { utf8: NamedTensor; ends: NamedTensor } {
  const pieces = texts.map((text) => new TextEncoder().encode(text));
  const ends = new Int32Array(pieces.length);
  const utf8 = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  pieces.forEach((piece, index) => {
    utf8.set(piece, at);
    at += piece.length;
    ends[index] = at;
  });
  return { utf8: { shape: [utf8.length], data: utf8 }, ends: { shape: [ends.length], data: ends } };
}

export function unpackTexts(tensors: Record<string, { data: ArrayLike<number> } | undefined>): string[] {
  const bytes = Uint8Array.from(tensors.utf8?.data ?? []);
  const decoder = new TextDecoder();
  let from = 0;
  return Array.from(tensors.ends?.data ?? [], (end) => {
    const text = decoder.decode(bytes.subarray(from, end));
    from = end;
    return text;
  });
}
