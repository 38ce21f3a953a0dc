import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { formatExact, formatNumber, formatSeconds, formatShare, formatStep } from './number-format.ts';

describe('numbers as text', () => {
  test('four significant digits, grouped, with a true minus', () => {
    expect(formatNumber(0.123456)).toBe('0.1235');
    expect(formatNumber(-12345.6)).toBe('\u221212\u202f346');
    expect(formatNumber(1234)).toBe('1234');
    expect(formatNumber(0.0000123)).toBe('1.23e\u22125');
    expect(formatNumber(2e9)).toBe('2e9');
  });
  test('what is not a number is written', () => {
    expect([NaN, Infinity, -Infinity, 0].map((value) => formatNumber(value))).toEqual(['NaN', '+Inf', '\u2212Inf', '0']);
    expect(formatExact(NaN)).toBe('NaN');
  });
  test('shares never round to a false 0 or 100', () => {
    expect([0, 0.0004, 0.012, 0.78, 0.9995, 1].map(formatShare)).toEqual(['0 %', '< 0.1 %', '1.2 %', '78 %', '100 %', '100 %']);
    expect(formatShare(0.9989)).toBe('100 %');
  });
  test('times and steps', () => {
    expect([4.24, 75, 3600, 7825].map(formatSeconds)).toEqual(['4.2 s', '1 min 15 s', '1 h', '2 h 10 min']);
    expect(formatStep(12000)).toBe('12\u202f000');
  });
  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])('an exact number reads back as itself', (value) => {
    expect(Number(formatExact(value).replaceAll('\u2212', '-'))).toBe(Object.is(value, -0) ? 0 : value);
  });
  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })])(
    'a short number is within half of its last digit',
    (value) => {
      const back = Number(formatNumber(value).replaceAll('\u2212', '-').replaceAll('\u202f', ''));
      expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.abs(value) * 5.1e-4 + 1e-300);
    },
  );
});
