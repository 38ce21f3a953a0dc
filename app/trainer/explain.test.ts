import { expect, test } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { explain } from './explain.ts';

test('a refusal of ours is its sentence and nothing under it; anything else brings its stack', () => {
  expect(explain(new StudioError('invalid', 'The width is too large.'))).toEqual({ sentence: 'The width is too large.' });
  const found = explain(new TypeError('x is no function'));
  expect(found.sentence).toBe('The training broke off: x is no function');
  expect(found.details).toContain('TypeError');
});

test('want of memory is told with what to do', () => {
  // How WebAssembly says it: what it could not allocate has address 0, and the write beyond is out of bounds.
  const sentence = /ran out of memory \(memory access out of bounds; the wasm backend holds at most 4 GB\)\. A smaller batch/;
  expect(explain(new Error('memory access out of bounds')).sentence).toMatch(sentence);
  expect(explain(new Error('Array buffer allocation failed')).sentence).toMatch(/ran out of memory .* smaller batch/);
});

test('that a run can be resumed is said where one has ended, not to who has asked a question', () => {
  const onward = 'Resuming goes on from the last checkpoint.';
  for (const error of [new Error('Array buffer allocation failed'), new Error('CUDA error: unspecified launch failure')]) {
    expect(explain(error).sentence).not.toContain('Resuming');
    expect(explain(error, onward).sentence).toBe(`${explain(error).sentence} ${onward}`);
  }
  expect(explain(new StudioError('invalid', 'The width is too large.'), onward).sentence).toBe('The width is too large.');
});
