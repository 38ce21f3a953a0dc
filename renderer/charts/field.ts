import type { Field } from './contours.ts';

/** Between the nodes, linear in both directions. Shares of the region: across from the left, up from the bottom. */
export function fieldAt(field: Field, across: number, up: number): number {
  const { values, rows, columns } = field;
  const x = Math.min(columns - 1, Math.max(0, across * (columns - 1)));
  const y = Math.min(rows - 1, Math.max(0, up * (rows - 1)));
  const left = Math.min(columns - 2, Math.floor(x));
  const bottom = Math.min(rows - 2, Math.floor(y));
  if (left < 0 || bottom < 0) return values[0];
  const [a, b] = [x - left, y - bottom];
  const at = bottom * columns + left;
  const low = values[at] * (1 - a) + values[at + 1] * a;
  const high = values[at + columns] * (1 - a) + values[at + columns + 1] * a;
  return low * (1 - b) + high * b;
}
