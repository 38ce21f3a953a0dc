import { StudioError } from '../../../shared/errors.ts';
import type { NpyArray } from './npy.ts';

/** What brings the numbers of an array to −1…1, and what is said of it. */
export interface ValueRange {
  scale: number;
  shift: number;
  notes: string[];
}

/** Rounding and interpolation carry numbers a little beyond their range; they are cut off there. */
const beyond = 0.01;
/** Bits of cameras and scanners beyond eight, by their highest number. */
const deepest = [1023, 4095, 16_383, 65_535];
/** Bytes that reach no higher are nearly black. */
const dark = 26;

/**
 * Told from the range of the numbers: 0 or 1, 0…1, −1…1, 0…255, or whole ones of more bits. Bytes are 0…255 unless there is nothing
 * but 0 and 1.
 * @throws StudioError 'invalid' naming the array, where a number is not finite or the range is none of these
 */
export function valueRange({ values, name, type }: NpyArray, path: string): ValueRange {
  const { low, high, isWhole } = reach(values, name, path);
  const from = (lowest: number, highest: number, said: string | null): ValueRange => ({
    scale: 2 / (highest - lowest),
    shift: -1 - (2 * lowest) / (highest - lowest),
    notes: said === null ? [] : [`The numbers of ${name} (${type}) run from ${short(low)} to ${short(high)} and are read as ${said}.`],
  });
  if (type === 'bool') return from(0, 1, null);
  if (isWhole && low >= 0 && high <= 1) return from(0, 1, '0 for black and 1 for white');
  if (type === 'uint8') return from(0, 255, high < dark ? '0…255, so they are nearly black; scale them first if they are not' : null);
  if (low >= -beyond && high <= 1 + beyond) return from(0, 1, '0…1');
  if (low >= -1 - beyond && high <= 1 + beyond) return from(-1, 1, '−1…1');
  if (type === 'int8') return from(-128, 127, '−128…127');
  if (low >= -beyond && high <= 255 * (1 + beyond))
    return from(0, 255, high < dark ? '0…255, so they are nearly black; scale them first if they are not' : '0…255');
  const bits = deepest.find((highest) => high <= highest);
  if (isWhole && low >= 0 && bits !== undefined) return from(0, bits, `0…${bits}`);
  throw new StudioError(
    'invalid',
    `${name} in ${path} runs from ${short(low)} to ${short(high)}; pictures run in 0…1, −1…1 or 0…255. Scale it first.`,
  );
}

function reach(values: NpyArray['values'], name: string, path: string): { low: number; high: number; isWhole: boolean } {
  let [low, high, isWhole] = [Infinity, -Infinity, true];
  for (let at = 0; at < values.length; at += 1) {
    const value = Number(values[at]);
    if (!Number.isFinite(value))
      throw new StudioError('invalid', `Number ${at + 1} of ${name} in ${path} is ${value}. Replace what is not finite.`);
    if (value < low) low = value;
    if (value > high) high = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
  }
  return { low, high, isWhole };
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
