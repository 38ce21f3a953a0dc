import type { SampleEntry } from '../../../shared/api/measurements.ts';
import type { SampleKind } from '../../../shared/measurement.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { unpackTexts } from '../../../shared/texts.ts';
import { oneAfterAnother, writeWav } from '../../../shared/wav.ts';
import type { ExportSource } from '../../exporter.ts';
import { captionsIn } from '../bitmaps/captions.ts';
import { bitmapOf } from '../bitmaps/index.ts';
import { dataUrl, spread } from './pictures.ts';
import { escapeHtml, whole } from './text.ts';

/** How many steps of a kind are shown; kinds that are not here have sections of their own. */
const shownSteps: Partial<Record<SampleKind, number>> = {
  grid: 2,
  voxels: 2,
  sound: 1,
  unfolding: 1,
  embedding: 2,
  captions: 1,
  text: 1,
  table: 1,
};

/** What the probes of a family saw: tables, codes, unfolded pictures, solids, sounds, captions, each under the title of its probe. */
export function viewsOf(source: ExportSource, entries: readonly SampleEntry[]): string {
  const probes = [...new Set(entries.filter(({ kind }) => shownSteps[kind] !== undefined).map(({ probe }) => probe))];
  return probes
    .map((probe) => {
      const ofProbe = entries.filter((entry) => entry.probe === probe);
      const steps = spread(ofProbe, shownSteps[ofProbe[0].kind]);
      const entry = source.catalogue.probes.find(({ name }) => name === probe);
      const figures = steps.map((step) => figure(step, source.sampleTensors(step.id), entry?.title ?? probe));
      return `<h4>${escapeHtml(entry?.title ?? probe)}</h4><p class="note">${escapeHtml(entry?.help ?? '')}</p><div class="strip">${figures.join('')}</div>`;
    })
    .join('');
}

function figure(entry: SampleEntry, tensors: Record<string, WireTensor>, title: string): string {
  const words = wordsOf(entry);
  const caption = `<figcaption>step ${whole(entry.step)}${words === '' ? '' : ` · ${escapeHtml(words)}`}</figcaption>`;
  if (entry.kind === 'captions') return `<figure class="view wide">${captions(entry, tensors)}${caption}</figure>`;
  if (entry.kind === 'text' || entry.kind === 'table') return `<figure class="view wide">${textOf(entry, tensors)}${caption}</figure>`;
  const bitmap = bitmapOf(entry.kind, tensors, entry.meta);
  const alt = `${escapeHtml(title)} at step ${entry.step}`;
  const picture = `<img alt="${alt}" width="${bitmap.width}" height="${bitmap.height}" src="${dataUrl(bitmap)}">`;
  return `<figure class="view">${picture}${entry.kind === 'sound' ? player(entry, tensors.waves, alt) : ''}${caption}</figure>`;
}

function wordsOf({ kind, meta, shapes }: SampleEntry): string {
  switch (kind) {
    case 'grid':
      return (meta.columns ?? []).length > 6 ? '' : (meta.columns ?? []).join(', ');
    case 'embedding':
      return meta.axes ?? '';
    case 'unfolding':
      return 'beside each picture how unexpected each value was, dark to light';
    case 'voxels':
      return `${shapes.voxels[1]}³ voxels, those at least half solid`;
    case 'sound':
      return `waves, and below each its frequencies from 0 to ${Number(meta.rate) / 2} Hz`;
    default:
      return '';
  }
}

/** All sounds one after another. */
function player({ meta }: SampleEntry, { shape, data }: WireTensor, name: string): string {
  const rate = meta.rate ?? 2000;
  const wav = writeWav(oneAfterAnother({ shape, data: Float32Array.from(data) }, rate), rate);
  return `<audio controls aria-label="${name}" src="data:audio/wav;base64,${Buffer.from(wav).toString('base64')}"></audio>`;
}

const longestText = 20_000;
const mostRows = 200;

function textOf({ meta: { columns } }: SampleEntry, tensors: Record<string, WireTensor>): string {
  const texts = unpackTexts(tensors);
  if (columns === undefined) return texts.map((text) => `<pre>${escapeHtml(text.slice(0, longestText))}</pre>`).join('');
  const cells = (row: readonly string[], tag: string) => `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const rows = Array.from({ length: Math.min(mostRows, texts.length / Math.max(1, columns.length)) }, (_, row) =>
    cells(texts.slice(row * columns.length, (row + 1) * columns.length), 'td'),
  );
  return `<table>${cells(columns, 'th')}${rows.join('')}</table>`;
}

function captions(entry: SampleEntry, tensors: Record<string, WireTensor>): string {
  const [, height, width, channels] = tensors.pixels.shape;
  const each = height * width * channels;
  const rows = captionsIn(tensors, entry.meta).map(({ said, truth }, at) => {
    const data = Uint8Array.from(tensors.pixels.data.subarray(at * each, (at + 1) * each));
    const words = said.map((word, place) => {
      const text = escapeHtml(word === '' ? '(nothing)' : word);
      return word === truth[place] ? escapeHtml(word) : `<del>${text}</del>`;
    });
    const correct = said.join() === truth.join() ? '' : `<br><span class="help">${escapeHtml(truth.join(' '))}</span>`;
    return `<li><img alt="picture ${at + 1}" src="${dataUrl({ width, height, channels, data })}"><span>${words.join(' ')}${correct}</span></li>`;
  });
  return `<ul class="captions">${rows.join('')}</ul>`;
}
