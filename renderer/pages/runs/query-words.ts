import { type Issue, StudioError } from '../../../shared/errors.ts';
import { readQuery, shortWordsOf } from '../../../shared/query/read-query.ts';

/** Short words of these kinds are shown as chips; what else there is, words or an expression, stays text. */
const chip = /^(status|recipe|dataset|tag):/;

export function splitQuery(query: string): { chips: string[]; text: string } {
  const { short, text } = splitShortWords(query, (word) => chip.test(word));
  return { chips: short, text: /\s$/.test(query) && text !== '' ? `${text} ` : text };
}

/** Words that narrow by themselves, and all the rest as one text. */
export function splitShortWords(query: string, isMeant = (_word: string) => true): { short: string[]; text: string } {
  const short = shortWordsOf(query).filter((word) => isMeant(word.text));
  const edges = [0, ...short.flatMap(({ from, to }) => [from, to]), query.length];
  const pieces = Array.from({ length: short.length + 1 }, (_, at) => query.slice(edges[2 * at], edges[2 * at + 1]));
  const text = pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .join(' ');
  return { short: [...new Set(short.map((word) => word.text))], text };
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

/** How a query is understood, or what is wrong with it. */
export function understood(query: string): { as: 'words' | 'expression' } | { as: 'problem'; issue: Issue } {
  try {
    return { as: readQuery(query).as };
  } catch (error) {
    if (error instanceof StudioError && error.issues.length > 0) return { as: 'problem', issue: error.issues[0] };
    throw error;
  }
}
