import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as example } from 'vitest';
import { joinQuery, splitQuery, understood, withoutHalfWord } from './query-words.ts';

describe('a query in chips and words', () => {
  example('known beginnings are chips, the rest is text', () => {
    expect(splitQuery('clip status:running lr tag:a-b foo:bar')).toEqual({ chips: ['status:running', 'tag:a-b'], text: 'clip lr foo:bar' });
  });
  example('a chip that is still being typed stays text', () => {
    expect(splitQuery('status:')).toEqual({ chips: [], text: 'status:' });
  });
  example('a half word that may become a chip waits', () => {
    expect(withoutHalfWord('clip recipe:wg')).toBe('clip');
    expect(withoutHalfWord('status:')).toBe('');
    expect(withoutHalfWord('clip lr')).toBe('clip lr');
  });
  example('what stands in quotes is no chip, and an expression keeps its spaces', () => {
    expect(splitQuery('tag:gp name == "a  tag:x" and step > 3')).toEqual({ chips: ['tag:gp'], text: 'name == "a  tag:x" and step > 3' });
    expect(splitQuery('name == "half tag:x ')).toEqual({ chips: [], text: 'name == "half tag:x ' });
  });
  example('it is told how a query is understood, and what is wrong with it where', () => {
    expect(understood('status:failed clip')).toEqual({ as: 'words' });
    expect(understood('status:failed step > 3')).toEqual({ as: 'expression' });
    expect(understood('status:failed stp > 3')).toMatchObject({ as: 'problem', issue: { at: { from: 14, to: 17 } } });
  });
  const word = fc.constantFrom('status:running', 'tag:x', 'recipe:wgan', 'clip', 'foo:bar', 'λ=10');
  test.prop([fc.array(word)])('splitting and joining keeps every word', (words) => {
    const { chips, text } = splitQuery(words.join(' '));
    const kept = new Set(joinQuery(chips, text).split(' '));
    for (const given of words) expect(kept).toContain(given);
    expect(splitQuery(joinQuery(chips, text))).toEqual({ chips, text });
  });
});
