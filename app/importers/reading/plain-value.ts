import type { ParamValue } from '../../../shared/params.ts';

/** What a tool wrote as text, as the number, true or false that it says, else as it is. */
export function plainValue(text: string): ParamValue {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** A figure as text: as Python, C, JSON or a spreadsheet writes it. Null where it is none. */
export function numberIn(text: string): number | null {
  const plain = text.trim();
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(plain)) return Number(plain);
  const [, sign, word] = /^([-+]?)(nan|inf|infinity)$/i.exec(plain) ?? [];
  if (word === undefined) return null;
  return word.toLowerCase() === 'nan' ? Number.NaN : sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
