import type { Params, ParamValue } from './params.ts';

const mostParams = 2000;
const longest = 20_000;

/** Whatever another tool calls its config, as params: nested keys joined by dots, lists as JSON, what is empty left out. */
export function flatParams(value: unknown, before = '', into: Params = {}): Params {
  if (Object.keys(into).length >= mostParams || value === undefined || value === null) return into;
  if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatParams(inner, before === '' ? key : `${before}.${key}`, into);
    return into;
  }
  if (before === '') return into;
  // A key such as __proto__ is a name like any other.
  Object.defineProperty(into, before, { value: plainValue(value), enumerable: true, configurable: true, writable: true });
  return into;
}

function plainValue(value: unknown): ParamValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const text = typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text.slice(0, longest);
}
