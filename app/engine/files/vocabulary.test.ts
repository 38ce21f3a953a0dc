import { expect, test } from 'vitest';
import { buildVocabulary, wordsOf } from './vocabulary.ts';

const spoken = ({ words, length, rows }: ReturnType<typeof buildVocabulary>) =>
  Array.from({ length: rows.length / length }, (_, row) =>
    Array.from(rows.subarray(row * length, (row + 1) * length), (word) => words[word])
      .join(' ')
      .trimEnd(),
  );

test('words are what letters and digits hold together, in any script, whatever their case', () => {
  expect(wordsOf('A dog’s toy, x-ray No. 7: ÉTÉ — Æther (日本)!')).toEqual([
    'a',
    'dog’s',
    'toy',
    'x-ray',
    'no',
    '7',
    'été',
    'æther',
    '日本',
  ]);
  expect(wordsOf('cafe\u0301')).toEqual(wordsOf('caf\u00e9'));
  expect(wordsOf(' … ')).toEqual([]);
});

test('sentences are rows of words, filled up with the empty one; words stand in the order of the alphabet', () => {
  const vocabulary = buildVocabulary(['a dog', 'a cat sleeps', 'a dog'], { mostWords: 10, longest: 16 });
  expect(vocabulary.words).toEqual(['', 'a', 'cat', 'dog', 'sleeps']);
  expect([vocabulary.length, vocabulary.notes]).toEqual([3, []]);
  expect(spoken(vocabulary)).toEqual(['a dog', 'a cat sleeps', 'a dog']);
  expect([...vocabulary.rows.subarray(0, 3)]).toEqual([1, 3, 0]);
});

test('more sentences of the same words leave every word its index', () => {
  const few = buildVocabulary(['a dog', 'a cat'], { mostWords: 10, longest: 16 });
  const more = buildVocabulary(['a dog', 'a cat', 'cat cat', 'cat'], { mostWords: 10, longest: 16 });
  expect(more.words).toEqual(few.words);
});

test('rare words are one word, long sentences end, and both are said', () => {
  const vocabulary = buildVocabulary(['a dog runs', 'a dog', 'a cat'], { mostWords: 2, longest: 2 });
  expect(vocabulary.words).toEqual(['', '(rare)', 'a', 'dog']);
  expect(spoken(vocabulary)).toEqual(['a dog', 'a dog', 'a (rare)']);
  expect(vocabulary.notes).toEqual([
    'Of 4 different words the 2 most frequent are kept; the others are written (rare).',
    '1 of 3 captions are longer than 2 words and end there.',
  ]);
});
