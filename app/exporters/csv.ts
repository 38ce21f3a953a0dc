import { StudioError } from '../../shared/errors.ts';
import type { Exporter } from '../exporter.ts';

const linesAPart = 20_000;

/** Long format, one recorded point a line, every digit of it: NaN, Infinity and -Infinity are written as such. */
export const csv: Exporter = {
  name: 'csv',
  title: 'CSV',
  purpose: 'Every recorded point of the chosen series: run, key, step, time (unix ms), value.',
  type: 'text/csv; charset=utf-8',
  ending: '.csv',
  async export(source, { runs, series }) {
    const wanted = series ? new Set(series) : null;
    const found = new Set<string>();
    const parts: Uint8Array[] = [];
    let lines = ['run,key,step,time,value\n'];
    const flush = () => {
      parts.push(new TextEncoder().encode(lines.join('')));
      lines = [];
    };
    for (const run of runs) {
      for (const { key } of source.series(run)) {
        if (wanted && !wanted.has(key)) continue;
        found.add(key);
        const head = `${field(run)},${field(key)},`;
        for (const { step, time, value } of source.points(run, key)) {
          lines.push(`${head}${step},${time},${value}\n`);
          if (lines.length === linesAPart) flush();
        }
      }
    }
    flush();
    const missing = (series ?? []).filter((key) => !found.has(key));
    if (missing.length > 0) throw new StudioError('not-found', `None of the runs has the series ${missing.join(', ')}.`);
    return joined(parts);
  },
};

/** RFC 4180. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function joined(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
