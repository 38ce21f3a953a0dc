import type { Run, SeriesSummary } from '../../../shared/run.ts';
import { type SeriesWords, seriesName } from '../../../shared/series-name.ts';
import { isOfMachine } from '../../../shared/series-roles.ts';
import type { ExportAsk, ExportSource } from '../../exporter.ts';
import { axes, finiteRange, frame, padded, xOf, yOf, type Range } from './axes.ts';
import { chip, runClass } from './runs.ts';
import { escapeHtml, number, table, whole } from './text.ts';

const pixels = frame.width - frame.left - frame.right;
const mostCharts = 60;

interface Drawn {
  run: Run;
  summary: SeriesSummary;
  step: Float64Array;
  value: Float64Array;
  exact: boolean;
}
/** What a chart was drawn from, kept in the page as JSON. */
export type Frozen = { key: string; run: string; exact: boolean; steps: number[]; values: number[] }[];

/** One chart a series, all runs on it, its numbers under it. Nothing is smoothed. */
export function curvesSection(source: ExportSource, runs: Run[], ask: ExportAsk): { html: string; frozen: Frozen } {
  const keys = chosenKeys(source, runs, ask.series);
  const frozen: Frozen = [];
  const charts = keys.slice(0, mostCharts).map((key) => {
    const drawn = runs.flatMap((run) => draw(source, run, key));
    for (const { run, step, value, exact } of drawn) frozen.push({ key, run: run.id, exact, steps: [...step], values: [...value] });
    return figure(key, wordsOf(source, key), drawn);
  });
  const left = keys.slice(mostCharts);
  const note = left.length === 0 ? '' : `<p class="note">Not drawn here: ${left.map(escapeHtml).join(', ')}.</p>`;
  return { html: charts.length === 0 ? '' : `<div class="charts">${charts.join('')}</div>${note}`, frozen };
}

/** What was asked for, in that order; else figures of merit, then losses, then the rest. */
function chosenKeys(source: ExportSource, runs: Run[], asked: string[] | undefined): string[] {
  const there = new Set(runs.flatMap((run) => source.series(run.id).map(({ key }) => key)));
  if (asked) return asked.filter((key) => there.has(key));
  const rank = (key: string) => {
    if (isOfMachine(key)) return 4;
    return wordsOf(source, key).better ? 0 : key.startsWith('loss/') ? 1 : key.startsWith('gradient-depth/') ? 3 : 2;
  };
  return [...there]
    .map((key, at) => ({ key, at }))
    .sort((a, b) => rank(a.key) - rank(b.key) || a.at - b.at)
    .map(({ key }) => key);
}

function wordsOf(source: ExportSource, key: string): SeriesWords {
  return seriesName(
    source.catalogue.metrics.flatMap(({ series }) => series),
    key,
  );
}

function draw(source: ExportSource, run: Run, key: string): Drawn[] {
  const summary = source.series(run.id).find((series) => series.key === key);
  if (!summary) return [];
  return [{ run, summary, ...source.curve(run.id, key, pixels, summary.lastStep) }];
}

function figure(key: string, words: SeriesWords, drawn: Drawn[]): string {
  const x: Range = { low: 0, high: Math.max(1, ...drawn.map(({ summary }) => summary.lastStep)) };
  const y = padded(finiteRange(drawn.map(({ value }) => value)));
  const label =
    words.label === key ? '' : `<span class="help">${escapeHtml(words.label)}${words.unit ? `, ${escapeHtml(words.unit)}` : ''}</span>`;
  const numbers = table(
    ['', 'points', 'last', 'lowest', 'highest', 'at step'],
    drawn.map(({ run, summary }) => [
      `${chip(run)} #${run.number}`,
      whole(summary.count),
      number(summary.last),
      number(summary.min),
      number(summary.max),
      whole(summary.lastStep),
    ]),
    'numbers',
  );
  const isExact = drawn.every(({ exact }) => exact);
  const said = isExact ? 'Every recorded point.' : 'First, lowest, highest and last point of every pixel.';
  const odd = drawn.some(({ value }) => value.some((one) => !Number.isFinite(one))) ? ' ▾ marks what is not a finite number.' : '';
  return `<figure><figcaption><b>${escapeHtml(key)}</b> ${label}</figcaption>
<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${escapeHtml(key)} over steps">${axes(x, y, 'step')}${drawn.map((one) => path(one, x, y)).join('')}</svg>
<p class="note">${said}${odd}</p>${numbers}</figure>`;
}

/** A line that breaks where a value is not finite, with a mark on the upper edge there. */
function path({ run, step, value }: Drawn, x: Range, y: Range): string {
  let line = '';
  let marks = '';
  let isDown = false;
  let finite = 0;
  for (let index = 0; index < step.length; index++) {
    const left = xOf(step[index], x).toFixed(1);
    if (!Number.isFinite(value[index])) {
      marks += `<text class="odd ${runClass(run)}" x="${left}" y="${frame.top + 8}">▾</text>`;
      isDown = false;
      continue;
    }
    line += `${isDown ? 'L' : 'M'}${left} ${yOf(value[index], y).toFixed(1)}`;
    isDown = true;
    finite++;
  }
  const dot =
    finite === 1
      ? `<circle class="dot ${runClass(run)}" r="2.5" cx="${xOf(step[0], x).toFixed(1)}" cy="${yOf(value[0], y).toFixed(1)}"/>`
      : '';
  return `<path class="curve ${runClass(run)}" d="${line}"/>${dot}${marks}`;
}
