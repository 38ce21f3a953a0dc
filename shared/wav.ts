import type { NamedTensor } from './measurement.ts';

/** RIFF WAVE of one channel, 16 bits a sample; what lies beyond −1…1 is clipped. */
export function writeWav(wave: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + 2 * wave.length);
  const view = new DataView(bytes.buffer);
  const letters = (at: number, text: string) => {
    for (let letter = 0; letter < text.length; letter += 1) bytes[at + letter] = text.charCodeAt(letter);
  };
  letters(0, 'RIFF');
  view.setUint32(4, 36 + 2 * wave.length, true);
  letters(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  letters(36, 'data');
  view.setUint32(40, 2 * wave.length, true);
  wave.forEach((value, at) => {
    view.setInt16(44 + 2 * at, Math.round(32767 * Math.min(1, Math.max(-1, value))), true);
  });
  return bytes;
}

/** Sounds [n,length] in one, a fifth of a second of silence between them. */
export function oneAfterAnother({ shape: [count, length], data }: NamedTensor, rate: number): Float32Array {
  const silence = Math.round(rate / 5);
  const whole = new Float32Array(count * length + (count - 1) * silence);
  for (let at = 0; at < count; at += 1) whole.set(data.subarray(at * length, (at + 1) * length), at * (length + silence));
  return whole;
}
