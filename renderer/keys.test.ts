import { describe, expect, test } from 'vitest';
import { chordOf } from './keys.ts';

describe('chordOf', () => {
  const key = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
    chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

  test.each([
    ['k', { ctrlKey: true }, 'mod+k'],
    ['K', { metaKey: true }, 'mod+k'],
    ['?', { shiftKey: true }, '?'],
    ['ArrowLeft', { shiftKey: true }, 'shift+ArrowLeft'],
    ['J', { shiftKey: true }, 'shift+j'],
    [' ', {}, ' '],
    ['Escape', {}, 'Escape'],
  ])('%s with %o is %s', (name, held, chord) => expect(key(name, held)).toBe(chord));
});
