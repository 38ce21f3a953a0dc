/** A query is words in any order; those with a known beginning narrow, and are shown as chips. */
const narrowing = /^(status|recipe|dataset|tag):\S+$/;

export function splitQuery(query: string): { chips: string[]; text: string } {
  const words = query.split(/\s+/).filter((word) => word !== '');
  const chips = words.filter((word) => narrowing.test(word));
  const text = words.filter((word) => !narrowing.test(word)).join(' ');
  return { chips: [...new Set(chips)], text: /\s$/.test(query) && text !== '' ? `${text} ` : text };
}
export function joinQuery(chips: readonly string[], text: string): string {
  return [...chips, text].filter((part) => part.trim() !== '').join(' ');
}
export function addWord(text: string, word: string): string {
  return text.trim() === '' ? word : `${text.trim()} ${word}`;
}
/** Without a last word that may still become a chip: half of `status:running` matches nothing. */
export function withoutHalfWord(text: string): string {
  return text.replace(/(^|\s)(status|recipe|dataset|tag):\S*$/, '');
}
