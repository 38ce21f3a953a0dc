import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { yamlMarks } from './yaml-marks.ts';

const parts = (line: string) => yamlMarks(line).map(({ from, to, part }) => [line.slice(from, to), part]);

describe('the marks of a line', () => {
  test('keys, numbers, words, texts and comments', () => {
    expect(parts('recipe: wgan-gp')).toEqual([
      ['recipe', 'key'],
      [':', 'sign'],
    ]);
    expect(parts('    lambda: 1e-4 # weight')).toEqual([
      ['lambda', 'key'],
      [':', 'sign'],
      ['1e-4', 'number'],
      ['# weight', 'comment'],
    ]);
    expect(parts('shuffle: true')).toContainEqual(['true', 'word']);
    expect(parts("name: 'it''s #1'")).toContainEqual(["'it''s #1'", 'text']);
    expect(parts('tags: [a, 3]')).toContainEqual(['3', 'number']);
    expect(parts('- one: 2')).toEqual([
      ['-', 'sign'],
      ['one', 'key'],
      [':', 'sign'],
      ['2', 'number'],
    ]);
    expect(parts('# all of it')).toEqual([['# all of it', 'comment']]);
    expect(parts('name: a#b')).toEqual([
      ['name', 'key'],
      [':', 'sign'],
    ]);
  });

  test.prop([fc.string({ unit: fc.constantFrom(...' -:#\'"[]{},ab1.~') })])(
    'stand in order inside the line and are never empty',
    (line) => {
      let end = 0;
      for (const { from, to } of yamlMarks(line)) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThan(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(line.length);
    },
  );
});
