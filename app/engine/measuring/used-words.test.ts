import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { usedWords } from './used-words.ts';

test.prop([fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 }), { maxLength: 3 })])(
  'the sentences say the same with fewer words, and the first is the empty one',
  (sentences) => {
    const words = Array.from({ length: 31 }, (_, at) => (at === 0 ? '' : `word ${at}`));
    const used = usedWords(words, ...sentences.map((sentence) => Int32Array.from(sentence)));
    expect(used.sentences.map((sentence) => Array.from(sentence, (at) => used.words[at]))).toEqual(
      sentences.map((sentence) => sentence.map((at) => words[at])),
    );
    expect(used.words[0]).toBe('');
    expect(used.words).toHaveLength(new Set([0, ...sentences.flat()]).size);
  },
);
