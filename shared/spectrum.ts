/** Power of each frequency of a stretch of sound, for spectrograms. */

/** |DFT|² of a Hann-windowed frame whose length is a power of two: [length/2 + 1] bins from 0 to half the rate. */
export function powerSpectrum(frame: ArrayLike<number>): Float64Array {
  const { length } = frame;
  const real = Float64Array.from({ length }, (_, at) => Number(frame[at]) * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / length)));
  const imaginary = new Float64Array(length);
  transform(real, imaginary);
  return Float64Array.from({ length: length / 2 + 1 }, (_, bin) => real[bin] ** 2 + imaginary[bin] ** 2);
}

/** Frames `hop` apart: [frames][bins]. A sound shorter than a frame has none. */
export function spectrogram(wave: ArrayLike<number>, frame: number, hop: number): Float64Array[] {
  const count = Math.max(0, Math.floor((wave.length - frame) / hop) + 1);
  return Array.from({ length: count }, (_, at) =>
    powerSpectrum(Array.from({ length: frame }, (_, place) => Number(wave[at * hop + place]))),
  );
}

/** Each power as a share 0…1 of `range` decibels below the loudest of all frames. */
export function decibels(frames: readonly Float64Array[], range = 60): Float64Array[] {
  const loudest = Math.max(1e-12, ...frames.map((frame) => frame.reduce((most, power) => Math.max(most, power), 0)));
  return frames.map((frame) => frame.map((power) => Math.max(0, 1 + (10 * Math.log10(Math.max(power, 1e-30) / loudest)) / range)));
}

/** In place, radix two (Cooley and Tukey 1965). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const { length } = real;
  for (let at = 1, other = 0; at < length; at += 1) {
    let bit = length >> 1;
    for (; other & bit; bit >>= 1) other ^= bit;
    other ^= bit;
    if (at < other) {
      [real[at], real[other]] = [real[other], real[at]];
      [imaginary[at], imaginary[other]] = [imaginary[other], imaginary[at]];
    }
  }
  for (let size = 2; size <= length; size *= 2) {
    const angle = (-2 * Math.PI) / size;
    for (let start = 0; start < length; start += size) {
      for (let pair = 0; pair < size / 2; pair += 1) {
        const [cosine, sine] = [Math.cos(angle * pair), Math.sin(angle * pair)];
        const [low, high] = [start + pair, start + pair + size / 2];
        const [re, im] = [real[high] * cosine - imaginary[high] * sine, real[high] * sine + imaginary[high] * cosine];
        [real[high], imaginary[high]] = [real[low] - re, imaginary[low] - im];
        [real[low], imaginary[low]] = [real[low] + re, imaginary[low] + im];
      }
    }
  }
}
