/** Zero crossings of the filter on each side, counted at the lower of both rates. */
const crossings = 24;
/** Of the lower half rate: what lies above fades out, so that nothing folds back. */
const kept = 0.92;
/** Weights: rates without a common divisor have a filter for every sample of a second. */
const mostRemembered = 4_000_000;

/**
 * Brings a sound to another rate: each new sample is a sum of old ones, weighted by a sinc under a Hann window (low pass at the lower
 * half rate). Rates are whole numbers a second; beyond both ends is silence.
 */
export function resampleSound(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const divisor = commonDivisor(from, to);
  const [step, phases] = [from / divisor, to / divisor];
  const scale = Math.min(1, to / from);
  const reach = Math.ceil(crossings / scale);
  const filters = new Map<number, Float64Array>();
  const result = new Float32Array(Math.floor((samples.length * phases) / step));
  for (let at = 0; at < result.length; at += 1) {
    const [middle, phase] = [Math.floor((at * step) / phases), (at * step) % phases];
    let filter = filters.get(phase);
    if (filter === undefined) {
      filter = filterAt(phase / phases, reach, kept * scale);
      if (filters.size * filter.length < mostRemembered) filters.set(phase, filter);
    }
    const first = middle - reach + 1;
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < filter.length && first + tap < samples.length; tap += 1)
      sum += filter[tap] * samples[first + tap];
    result[at] = sum;
  }
  return result;
}

/** Weights of the samples from −reach + 1 to reach around a place between two of them; they add up to one. */
function filterAt(place: number, reach: number, cutoff: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach }, (_, tap) => {
    const away = tap - reach + 1 - place;
    const angle = Math.PI * away * cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * away) / reach));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
