import type { ParamSpec, ParamValue } from '../../shared/params.ts';

/**
 * What was typed as a value; text that is no number stays text, and validation says so where it stands. Thousands may be parted
 * by spaces, underscores and apostrophes, in whole numbers also by commas: 1,234 as a fraction means different numbers to different people.
 */
export function readNumber(text: string, type: ParamSpec['type']): number | string {
  const trimmed = text.trim().replace('−', '-');
  const isParted = /^[-+]?[1-9]\d{0,2}(?:([ \u00a0\u2009\u202f_'’])\d{3})(?:\1\d{3})*(?:\.\d*)?$/.test(trimmed);
  const isByCommas = type === 'integer' && /^[-+]?[1-9]\d{0,2}(?:,\d{3})+$/.test(trimmed);
  const bare = isParted || isByCommas ? trimmed.replace(/[^-+\d.]/g, '') : trimmed;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bare) ? Number(bare) : text;
}

/** How to write what was meant, or may have been, where that can be seen; '' otherwise. */
export function numberHint(value: number | string): string {
  if (typeof value === 'number') return '';
  const text = value.trim();
  const [asPoint, without] = [text.replace(',', '.'), text.replaceAll(',', '')];
  if (/^[-+−]?[1-9]\d{0,2},\d{3}$/.test(text)) return `The comma can be read in two ways: write ${without} or ${asPoint}`;
  if (/^[-+−]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text)) return `Thousands are written without commas here: ${without}`;
  return /^[-+−]?\d+,\d+(e[-+]?\d+)?$/i.test(text) ? `A decimal point is written as a point: ${asPoint}` : '';
}

/** Shortest way to write it: 0.0001 as 1e-4, 64 as 64. */
export function writeNumber(value: ParamValue): string {
  if (typeof value !== 'number') return String(value);
  const plain = String(value);
  const short = value.toExponential().replace('+', '');
  return value !== 0 && Math.abs(value) < 0.001 && short.length < plain.length ? short : plain;
}

/** One press of an arrow key: a step of the last digit that matters, or a step of 1-2-5 on a logarithmic knob; inside the range. */
export function stepNumber(spec: Pick<ParamSpec, 'type' | 'scale' | 'min' | 'max' | 'minExclusive'>, value: number, up: boolean): number {
  const next = spec.scale === 'log' && value > 0 ? nextOfOneTwoFive(value, up) : value + (up ? 1 : -1) * stepOf(spec, value);
  const rounded = spec.type === 'integer' ? roundAway(next, value) : Number(next.toPrecision(12));
  if (spec.max !== undefined && rounded > spec.max) return spec.max;
  if (spec.min === undefined) return rounded;
  if (rounded < spec.min) return spec.minExclusive ? value : spec.min;
  return spec.minExclusive && rounded === spec.min ? value : rounded;
}

function stepOf({ type }: Pick<ParamSpec, 'type'>, value: number): number {
  if (type === 'integer') return 1;
  if (value === 0) return 0.1;
  return 10 ** (Math.floor(Math.log10(Math.abs(value))) - (Math.abs(value) >= 10 ? 0 : 1));
}
function nextOfOneTwoFive(value: number, up: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const steps = [0.5, 1, 2, 5, 10].map((step) => Number((step * power).toPrecision(3)));
  const found = up ? steps.find((step) => step > value * 1.0001) : steps.findLast((step) => step < value * 0.9999);
  return found ?? value;
}
function roundAway(next: number, from: number): number {
  return next > from ? Math.max(from + 1, Math.round(next)) : Math.min(from - 1, Math.round(next));
}
