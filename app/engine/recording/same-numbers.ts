/** To the bit; every NaN is like every other. */
export function areSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}

/** Within rounding, beside the largest of them. */
export function areNear(one: Float32Array, other: Float32Array): boolean {
  const largest = one.reduce((most, value) => Math.max(most, Number.isFinite(value) ? Math.abs(value) : 0), 0);
  const isNear = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-5 * largest;
  return one.length === other.length && one.every((value, at) => isNear(value, other[at]));
}
