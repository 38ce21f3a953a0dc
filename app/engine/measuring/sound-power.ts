/** Power of a sound at frequencies, by plain Fourier sums over the bins of its length: exact, and quick enough for a few thousand samples. */

/** |Σ x(t) e^(−2πi·bin·t/n)|²: bin k is k·rate/n hertz. */
export function powerOfBin(wave: Float32Array, bin: number): number {
  let [cosine, sine] = [0, 0];
  const turn = (2 * Math.PI * bin) / wave.length;
  for (let at = 0; at < wave.length; at += 1) {
    cosine += wave[at] * Math.cos(turn * at);
    sine += wave[at] * Math.sin(turn * at);
  }
  return cosine ** 2 + sine ** 2;
}

/** In the bin nearest to a frequency and its two neighbours, where a tone between two bins spreads to. */
export function powerAt(wave: Float32Array, hertz: number, rate: number): number {
  const nearest = Math.round((hertz * wave.length) / rate);
  return powerOfBin(wave, nearest - 1) + powerOfBin(wave, nearest) + powerOfBin(wave, nearest + 1);
}

/** Of all bins up to a frequency. */
export function powerBelow(wave: Float32Array, hertz: number, rate: number): number {
  let sum = 0;
  for (let bin = 0; bin <= (hertz * wave.length) / rate; bin += 1) sum += powerOfBin(wave, bin);
  return sum;
}
