import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as example } from 'vitest';
import { numberHint, readNumber, stepNumber, writeNumber } from './number-text.ts';

describe('numbers as text', () => {
  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])('what is written reads back', (value) => {
    expect(readNumber(writeNumber(value), 'number')).toBe(Object.is(value, -0) ? 0 : value);
  });
  example.each(['', 'abc', '1e', '1.2.3', 'Infinity', '0x10', '1,5', '0,001', '10,00', '1.000,5', '1 5', '10 000_000', '1,000.5'])(
    '%j stays text',
    (text) => {
      expect(readNumber(text, 'number')).toBe(text);
      expect(readNumber(text, 'integer')).toBe(text);
    },
  );
  example.each(['10 000', '10_000', '10\u202f000', "10'000", '10000', '+10000', '1e4'])('%j is ten thousand', (text) =>
    expect([readNumber(text, 'integer'), readNumber(text, 'number')]).toEqual([10_000, 10_000]),
  );
  example('a comma parts thousands of whole numbers; where there are fractions it is refused', () => {
    expect(readNumber('1,234,567', 'integer')).toBe(1_234_567);
    expect(readNumber('10,000', 'number')).toBe('10,000');
    expect(numberHint('1,5')).toContain('1.5');
    expect([numberHint('abc'), numberHint(1.5)]).toEqual(['', '']);
  });
  example('where a comma may be a point or part thousands, both ways to write it are named', () => {
    expect(numberHint('10,000')).toMatch(/10000 or 10\.000/);
    expect(numberHint('0,001')).toMatch(/point: 0\.001$/);
    expect([numberHint('1,234,567'), numberHint('1,000.5')]).toEqual([
      expect.stringMatching(/: 1234567$/),
      expect.stringMatching(/: 1000\.5$/),
    ]);
  });
  test.prop([fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(',', ' ', '_', '\u202f')])(
    'a whole number is never read as another one, however its thousands are parted',
    (value, separator) => {
      const text = String(value).replace(/\B(?=(\d{3})+$)/g, separator);
      expect(readNumber(text, 'integer')).toBe(value);
    },
  );
  example('small numbers are written short', () => expect(writeNumber(0.0001)).toBe('1e-4'));
});

describe('a press of an arrow', () => {
  const log = { type: 'number', scale: 'log', min: 0, minExclusive: true, max: 10 } as const;
  example('walks 1, 2, 5 on a logarithmic knob', () => {
    expect(stepNumber(log, 1e-4, true)).toBe(2e-4);
    expect(stepNumber(log, 1e-4, false)).toBe(5e-5);
    expect(stepNumber(log, 3e-4, true)).toBe(5e-4);
  });
  example('whole numbers move by at least one', () => {
    expect(stepNumber({ type: 'integer', scale: 'log', min: 1, max: 8192 }, 1, true)).toBe(2);
    expect(stepNumber({ type: 'integer', min: 1, max: 100 }, 5, false)).toBe(4);
  });
  test.prop([fc.double({ min: 1e-6, max: 10, noNaN: true }), fc.boolean()])('never leaves the range', (value, up) => {
    const next = stepNumber(log, value, up);
    expect(next).toBeGreaterThan(0);
    expect(next).toBeLessThanOrEqual(10);
  });
});
