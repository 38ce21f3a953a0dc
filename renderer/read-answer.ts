/** An answer's JSON. Names of what people made come as they may be shown: what would not be seen, or would turn text about, is written out. */
export function readAnswer<T>(text: string): T {
  return JSON.parse(text, hasUnseen.test(text) || /"name":"\s*"/.test(text) ? shown : undefined) as T;
}

const unseen = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** Such characters as JSON writes them, or itself. */
const hasUnseen = /\\u00[01]|\\[bfnrt]|[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function shown(this: unknown, key: string, value: unknown): unknown {
  if (key !== 'name' || typeof value !== 'string') return value;
  const name = value.replace(unseen, (character) => short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const isRun = typeof this === 'object' && this !== null && 'number' in this;
  return isRun && name.trim() === '' ? '(no name)' : name;
}
