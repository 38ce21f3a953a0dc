import { commonEdges, rebin, w1 } from '../../../shared/distribution.ts';
import type { Distribution } from '../../../shared/measurement.ts';
import type { Run } from '../../../shared/run.ts';
import type { ExportSource } from '../../exporter.ts';
import { axes, frame, xOf, yOf, type Range } from './axes.ts';
import { chip, runClass } from './runs.ts';
import { escapeHtml, number, table, whole } from './text.ts';

const bins = 80;
const mostKeys = 24;
interface Last {
  run: Run;
  step: number;
  distribution: Distribution;
}

/** The last recorded distribution of each key, the runs on common bins. */
export function distributionsSection(source: ExportSource, runs: Run[]): string {
  const rank = (key: string) =>
    key.startsWith('gradient-norm/') ? 0 : key.startsWith('weights/') && key.endsWith('/kernel') ? 1 : key.startsWith('weights/') ? 2 : 3;
  const keys = [...new Set(runs.flatMap((run) => source.distributionKeys(run.id).map(({ key }) => key)))].sort((a, b) => rank(a) - rank(b));
  const figures = keys.slice(0, mostKeys).map((key) => {
    const lasts = runs.flatMap((run): Last[] =>
      source.distributions(run.id, key, 1).map(({ step, distribution }) => ({ run, step, distribution })),
    );
    return figure(key, lasts);
  });
  const left = keys.slice(mostKeys);
  const note = left.length === 0 ? '' : `<p class="note">Not drawn here: ${left.map(escapeHtml).join(', ')}.</p>`;
  return figures.length === 0 ? '' : `<div class="charts">${figures.join('')}</div>${note}`;
}

function figure(key: string, lasts: Last[]): string {
  const edges = commonEdges(
    lasts.map(({ distribution }) => distribution),
    bins,
  );
  const shares = lasts.map(({ distribution }) =>
    rebin(distribution, edges).map((count) => (distribution.size === 0 ? 0 : count / distribution.size)),
  );
  const x: Range = { low: edges[0], high: edges[bins] };
  const y: Range = { low: 0, high: Math.max(1e-9, ...shares.flatMap((share) => [...share])) * 1.05 };
  const shapes = lasts.map(({ run }, index) => outline(run, shares[index], edges, x, y));
  const rows = lasts.map(({ run, step, distribution }) => [
    `${chip(run)} #${run.number}`,
    whole(step),
    number(distribution.mean),
    number(distribution.deviation),
    number(distribution.min),
    number(distribution.max),
    distribution.bound ? `${(distribution.bound.share * 100).toFixed(1)} % at ±${number(distribution.bound.value)}` : '–',
    whole(distribution.nonFinite),
  ]);
  const [one, two] = lasts;
  const between =
    lasts.length === 2
      ? `<p class="note">W₁ between the two, to a bin’s width: ${number(w1(one.distribution, two.distribution))}.</p>`
      : '';
  return `<figure><figcaption><b>${escapeHtml(key)}</b> <span class="help">share of values, ${bins} common bins</span></figcaption>
<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="distribution of ${escapeHtml(key)}">${axes(x, y, '')}${shapes.join('')}</svg>
${between}${table(['', 'step', 'mean', 'deviation', 'lowest', 'highest', 'at the bound', 'not finite'], rows, 'numbers')}</figure>`;
}

function outline(run: Run, shares: Float64Array, edges: Float64Array, x: Range, y: Range): string {
  const floor = yOf(0, y).toFixed(1);
  let line = `M${xOf(edges[0], x).toFixed(1)} ${floor}`;
  shares.forEach((share, bin) => {
    const top = yOf(share, y).toFixed(1);
    line += `L${xOf(edges[bin], x).toFixed(1)} ${top}L${xOf(edges[bin + 1], x).toFixed(1)} ${top}`;
  });
  return `<path class="area ${runClass(run)}" d="${line}L${xOf(edges[bins], x).toFixed(1)} ${floor}"/>`;
}
