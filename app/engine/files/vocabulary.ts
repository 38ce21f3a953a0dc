/** The word that stands for all that are too rare to be learnt. */
const rareWord = '(rare)';

/** Sentences as rows of indices into words; 0 is the empty word that fills up a short sentence. */
export interface Vocabulary {
  words: string[];
  length: number;
  /** [sentences × length] */
  rows: Int32Array;
  notes: string[];
}

/**
 * Words are runs of letters and digits, in lower case; the most frequent are kept, of one frequency those first in the alphabet. They stand
 * in the order of the alphabet: more sentences of the same words leave every word its index, and a checkpoint its meaning.
 */
export function buildVocabulary(sentences: string[], { mostWords, longest }: { mostWords: number; longest: number }): Vocabulary {
  const split = sentences.map(wordsOf);
  const counts = new Map<string, number>();
  for (const word of split.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ranked = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  const isWhole = ranked.length <= mostWords;
  const kept = ranked.slice(0, mostWords).sort();
  const words = ['', ...(isWhole ? [] : [rareWord]), ...kept];
  const indices = new Map(words.map((word, at) => [word, at]));
  const length = Math.min(
    longest,
    split.reduce((most, sentence) => Math.max(most, sentence.length), 1),
  );
  const rows = new Int32Array(sentences.length * length);
  for (const [row, sentence] of split.entries()) {
    for (const [at, word] of sentence.slice(0, length).entries()) rows[row * length + at] = indices.get(word) ?? 1;
  }
  const cut = split.filter((sentence) => sentence.length > length).length;
  return { words, length, rows, notes: [...rareNote(ranked.length, mostWords), ...cutNote(cut, sentences.length, length)] };
}

export function wordsOf(sentence: string): string[] {
  return (
    sentence
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu) ?? []
  );
}

function rareNote(all: number, most: number): string[] {
  return all > most ? [`Of ${all} different words the ${most} most frequent are kept; the others are written ${rareWord}.`] : [];
}

function cutNote(cut: number, all: number, length: number): string[] {
  return cut > 0 ? [`${cut} of ${all} captions are longer than ${length} words and end there.`] : [];
}
