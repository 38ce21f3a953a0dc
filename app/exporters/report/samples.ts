import type { SampleEntry } from '../../../shared/api/measurements.ts';
import { gridOf } from '../../../shared/picture-grid.ts';
import type { Run } from '../../../shared/run.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import type { ExportSource } from '../../exporter.ts';
import { finiteRange, padded, type Range } from './axes.ts';
import { colorOf } from './color.ts';
import { dataUrl, picturesOf, spread } from './pictures.ts';
import { chip } from './runs.ts';
import { escapeHtml, number, whole } from './text.ts';
import { viewsOf } from './views.ts';

const mostPictures = 64;
const mostPoints = 600;
const side = 300;

/** What the generator made on its way, the same latents at each step. */
export function samplesSection(source: ExportSource, runs: Run[]): string {
  const rows = runs.flatMap((run) => {
    const entries = source.samples(run.id);
    const plain = entries.filter(({ kind }) => kind === 'pictures' || kind === 'points');
    const shown = spread(plain.filter(({ probe }) => probe === plain[0].probe)).map((entry) => {
      const caption = `<figcaption>step ${whole(entry.step)}</figcaption>`;
      return `<figure class="sample">${entry.kind === 'pictures' ? pictures(source, entry) : scatter(source, entry)}${caption}</figure>`;
    });
    const strip = shown.length === 0 ? '' : `<div class="strip">${shown.join('')}</div>`;
    const html = strip + viewsOf(source, entries);
    return html === '' ? [] : [`<h3>${chip(run)} #${run.number} ${escapeHtml(run.name)}</h3>${html}`];
  });
  const key = runs.some((run) => source.samples(run.id).some(({ kind }) => kind === 'points'))
    ? '<p class="note"><i class="chip real"></i> real &nbsp; <i class="chip made"></i> generated</p>'
    : '';
  return rows.length === 0 ? '' : key + rows.join('');
}

/** The critic's values over the plane at the last recorded step, with real and generated points on it. */
export function surfaceSection(source: ExportSource, runs: Run[]): string {
  const figures = runs.flatMap((run) => {
    const entry = source
      .samples(run.id)
      .filter(({ kind }) => kind === 'surface')
      .at(-1);
    return entry ? [surface(source, run, entry)] : [];
  });
  return figures.length === 0 ? '' : `<div class="strip">${figures.join('')}</div>`;
}

function pictures(source: ExportSource, entry: SampleEntry): string {
  const pixels = picturesOf(source, entry, mostPictures);
  const grid = gridOf(pixels, Math.ceil(Math.sqrt(pixels.shape[0])));
  return `<img alt="samples of step ${entry.step}" width="${grid.width}" height="${grid.height}" src="${dataUrl(grid)}">`;
}

function scatter(source: ExportSource, entry: SampleEntry): string {
  const { real, generated } = source.sampleTensors(entry.id);
  if (real.shape[1] !== 2) return stripe(real, generated);
  const range = padded(finiteRange([real.data, generated.data]));
  return `<svg class="plane" viewBox="0 0 ${side} ${side}" role="img" aria-label="points of step ${entry.step}">${dots(real, 'real', range, range)}${dots(generated, 'made', range, range)}</svg>`;
}

/** Data on a line: real above, generated below. */
function stripe(real: WireTensor, generated: WireTensor): string {
  const range = padded(finiteRange([real.data, generated.data]));
  const marks = (tensor: WireTensor, kind: string, from: number) =>
    Array.from(tensor.data.slice(0, mostPoints), (value) => {
      const x = (((value - range.low) / (range.high - range.low)) * side).toFixed(1);
      return `<line class="${kind}" x1="${x}" x2="${x}" y1="${from}" y2="${from + 40}"/>`;
    }).join('');
  return `<svg class="plane" viewBox="0 0 ${side} 100" role="img" aria-label="points on a line">${marks(real, 'real', 5)}${marks(generated, 'made', 55)}</svg>`;
}

function dots({ data, shape }: WireTensor, kind: string, x: Range, y: Range): string {
  let marks = '';
  for (let point = 0; point < Math.min(shape[0], mostPoints); point++) {
    const [left, up] = [data[point * 2], data[point * 2 + 1]];
    if (!Number.isFinite(left) || !Number.isFinite(up)) continue;
    const cx = (((left - x.low) / (x.high - x.low)) * side).toFixed(1);
    marks += `<circle class="${kind}" r="1.8" cx="${cx}" cy="${(side - ((up - y.low) / (y.high - y.low)) * side).toFixed(1)}"/>`;
  }
  return marks;
}

function surface(source: ExportSource, run: Run, entry: SampleEntry): string {
  const { values, real, generated } = source.sampleTensors(entry.id);
  const [rows, columns] = values.shape;
  const { low, high } = finiteRange([values.data]);
  const data = new Uint8Array(rows * columns * 3);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      // Row 0 lies at the region's low end: at the bottom of the picture.
      const value = values.data[(rows - 1 - row) * columns + column];
      data.set(colorOf(high > low ? (value - low) / (high - low) : 0.5), (row * columns + column) * 3);
    }
  }
  const { left, right, bottom, top } = entry.meta.region ?? { left: -1, right: 1, bottom: -1, top: 1 };
  const x = { low: left, high: right };
  const y = { low: bottom, high: top };
  const picture = dataUrl({ width: columns, height: rows, channels: 3, data });
  return `<figure class="sample"><svg class="plane" viewBox="0 0 ${side} ${side}" role="img" aria-label="critic surface of run ${run.number}">
<image href="${picture}" width="${side}" height="${side}" preserveAspectRatio="none"/>${real ? dots(real, 'real on', x, y) : ''}${generated ? dots(generated, 'made on', x, y) : ''}</svg>
<figcaption>${chip(run)} #${run.number}, step ${whole(entry.step)}<br>${number(low)} (dark) to ${number(high)} (light); white real, red generated</figcaption></figure>`;
}
