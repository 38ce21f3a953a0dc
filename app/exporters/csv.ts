import { StudioError } from '../../shared/errors.ts';
import type { Exporter, PointColumns } from '../exporter.ts';

/** Long format, one recorded point a line, every digit of it: NaN, Infinity and -Infinity are written as such. */
export const csv: Exporter = {
  name: 'csv',
  title: 'CSV',
  purpose: 'Every recorded point of the chosen series: run, key, step, time (unix ms), value.',
  type: 'text/csv; charset=utf-8',
  ending: '.csv',
  *export(source, { runs, series }) {
    const wanted = runs.map((run) => ({ run, found: source.series(run).filter(({ key }) => !series || series.includes(key)) }));
    const keys = new Set(wanted.flatMap(({ found }) => found.map(({ key }) => key)));
    const missing = (series ?? []).filter((key) => !keys.has(key));
    if (missing.length > 0) throw new StudioError('not-found', `None of the runs has the series ${missing.join(', ')}.`);
    yield 'run,key,step,time,value\n';
    for (const { run, found } of wanted) {
      for (const summary of found) {
        const head = `${field(run)},${field(summary.key)},`;
        for (const columns of source.columns(run, summary)) yield linesOf(head, columns);
      }
    }
  },
};

function linesOf(head: string, { step, time, value }: PointColumns): string {
  let lines = '';
  for (let at = 0; at < step.length; at += 1) lines += `${head}${step[at]},${time[at]},${value[at]}\n`;
  return lines;
}

/** RFC 4180. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
