import { z } from 'zod';

/** A number in JSON, where NaN and ±Infinity travel as the strings "NaN", "Infinity", "-Infinity". */
export const jsonNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

/** For JSON.stringify: keeps NaN and ±Infinity as strings instead of null. */
export function numberReplacer(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
