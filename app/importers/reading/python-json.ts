/** JSON as Python and Go write it for logs: with bare NaN, Infinity and -Infinity. @throws SyntaxError */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/gs, (token) => (token[0] === '"' ? token : `"${mark}${token}"`));
    return JSON.parse(marked, (_key, value) =>
      typeof value === 'string' && value.startsWith(mark) ? Number(value.slice(mark.length)) : value,
    );
  }
}

/** From a private plane: no log holds it. */
const mark = '\u{F0001}';

/** A figure as tools write one: a number, true and false, and the three that JSON can't hold as words. Null for anything else. */
export function figure(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? (named.get(value) ?? null) : null;
}

const named = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
