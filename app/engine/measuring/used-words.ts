/** Only the words that some sentences use, the empty one first, and the sentences as indices into these: what goes with a sample, whatever the vocabulary. */
export function usedWords(words: string[], ...sentences: Int32Array[]): { words: string[]; sentences: Int32Array[] } {
  const used = [...new Set([0, ...sentences.flatMap((sentence) => [...sentence])])].sort((a, b) => a - b);
  const places = new Map(used.map((index, place) => [index, place]));
  return {
    words: used.map((index) => words[index]),
    sentences: sentences.map((sentence) => sentence.map((index) => places.get(index) ?? 0)),
  };
}
