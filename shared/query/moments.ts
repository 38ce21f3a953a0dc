import { queryError, type Span } from './query-error.ts';

const form = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The stretch of time that a date names: a month, a day, a minute, a second; unix milliseconds, the end left out. In the time of this
 * machine where the text does not say otherwise. @throws StudioError invalid for what is no date
 */
export function momentOf(text: string, at: Span): { from: number; to: number } {
  const parts = form.exec(text.trim());
  const [, year, month, day, hour, minute, second, fraction, zone] = parts ?? [];
  const fields = [year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const start = parts === null ? Number.NaN : timeOf(fields, zone);
  if (Number.isNaN(start)) {
    throw queryError(`“${text}” is no date; write "2026-11-01", "2026-11" or "2026-11-01 14:30".`, at, '"YYYY-MM-DD", "YYYY-MM-DD hh:mm"');
  }
  if (fraction !== undefined) {
    const from = start + Number(fraction.padEnd(3, '0'));
    return { from, to: from + 1 };
  }
  const last = [year, month, day, undefined, minute, second].findLastIndex((part) => part !== undefined);
  // One more of the smallest part that was said; Date carries 32 December on into the next year, and knows days of 23 and 25 hours.
  return { from: start, to: timeOf(fields.with(last, fields[last] + 1), zone, true) };
}

function timeOf([year, month, day, hour, minute, second]: number[], zone: string | undefined, mayOverflow = false): number {
  const isWritten = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59;
  if (!mayOverflow && !isWritten) return Number.NaN;
  if (zone === undefined) {
    const local = new Date(year, month - 1, day, hour, minute, second);
    return !mayOverflow && local.getDate() !== day ? Number.NaN : local.getTime();
  }
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const universal = Date.UTC(year, month - 1, day, hour, minute, second);
  return !mayOverflow && new Date(universal).getUTCDate() !== day ? Number.NaN : universal - offset;
}
