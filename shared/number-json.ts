/** For JSON.stringify: NaN and ±Infinity travel as the strings "NaN", "Infinity" and "-Infinity" instead of null. */
export function numberReplacer(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
