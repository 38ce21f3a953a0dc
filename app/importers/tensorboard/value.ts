import { flatParams } from '../../../shared/flat-params.ts';
import type { Params } from '../../../shared/params.ts';
import type { RunPart } from '../../importer.ts';
import { readHparams } from './hparams.ts';
import { type Histogram, histogramOf, readHistogram, toDistribution } from './histogram.ts';
import type { Tag, ValueRanges } from './event.ts';
import { readTensor, type Tensor } from './tensor.ts';
import { plainValue } from '../reading/plain-value.ts';
import { inner, Wire } from '../reading/wire.ts';

/** One Summary.Value, old style or new, as what it is. */
export type Value =
  | { kind: 'scalar'; value: number }
  | { kind: 'histogram'; histogram: Histogram }
  | { kind: 'images' | 'audio'; files: Uint8Array[] }
  | { kind: 'text'; shape: number[]; texts: string[] }
  | { kind: 'hparams'; from: number; to: number }
  | { kind: 'none'; why: string };

const noPlace: Record<string, string> = {
  pr_curves: 'Precision-recall curves have no place here.',
  mesh: 'Meshes have no place here.',
  custom_scalars: 'A layout of charts is TensorBoard’s own.',
  graphs: 'Graphs have no place here.',
  graph_run_metadata: 'Profiles of a graph have no place here.',
  graph_run_metadata_graph: 'Profiles of a graph have no place here.',
  graph_keras_model: 'Graphs have no place here.',
  graph_tagged_run_metadata: 'Profiles of a graph have no place here.',
  projector: 'Embeddings of the projector have no place here.',
};

const decoder = new TextDecoder();

/** @throws WireError */
export function readValue(tag: Tag, ranges: ValueRanges, bytes: Uint8Array): Value {
  const over = ([from, to]: [number, number]) => new Wire().over(bytes, from, to);
  const metadata = ranges.metadata[0] < 0 ? null : readMetadata(over(ranges.metadata));
  if (metadata !== null && tag.plugin === null && metadata.plugin !== '') tag.plugin = metadata.plugin;
  if (ranges.scalar !== null) return { kind: 'scalar', value: ranges.scalar };
  if (ranges.histogram[0] >= 0) return { kind: 'histogram', histogram: readHistogram(over(ranges.histogram)) };
  if (ranges.image[0] >= 0) return { kind: 'images', files: encodedIn(over(ranges.image)) };
  if (ranges.audio[0] >= 0) return { kind: 'audio', files: encodedIn(over(ranges.audio)) };
  if (tag.plugin === 'hparams' && metadata !== null) return { kind: 'hparams', from: metadata.from, to: metadata.to };
  const reason = noPlace[tag.plugin ?? ''];
  if (reason !== undefined) return { kind: 'none', why: reason };
  if (ranges.tensor[0] < 0) return { kind: 'none', why: 'It holds no data.' };
  return fromTensor(tag.plugin, readTensor(over(ranges.tensor)));
}

function fromTensor(plugin: string | null, tensor: Tensor): Value {
  const { shape, numbers, strings } = tensor;
  if (plugin === 'scalars') {
    if (numbers !== null && numbers.length === 1) return { kind: 'scalar', value: numbers[0] };
    return { kind: 'none', why: `It should be one number and is a tensor of [${shape}].` };
  }
  if (plugin === 'histograms') {
    const histogram = histogramOf(tensor);
    return histogram === null
      ? { kind: 'none', why: `It should be a histogram and is a tensor of [${shape}].` }
      : { kind: 'histogram', histogram };
  }
  if (plugin === 'images' && strings !== null && shape.length === 1) return { kind: 'images', files: strings.slice(2) };
  // An older form has a label beside each clip.
  if (plugin === 'audio' && strings !== null && shape.length <= 2) {
    return { kind: 'audio', files: shape.length === 2 ? strings.filter((_, at) => at % shape[1] === 0) : strings };
  }
  if (plugin === 'text' && strings !== null) return { kind: 'text', shape, texts: strings.map((text) => decoder.decode(text)) };
  const of = plugin === null ? 'no plugin that says what it is' : `the plugin ${plugin}, which is not known here`;
  return { kind: 'none', why: `It is a tensor of ${of}.` };
}

/** The `encoded` of a Summary.Image or Summary.Audio: both have it in field 4. */
function encodedIn(wire: Wire): Uint8Array[] {
  let encoded: Uint8Array | null = null;
  while (wire.next()) {
    if (wire.field === 4) encoded = wire.copied();
    else wire.skip();
  }
  return encoded === null ? [] : [encoded];
}

interface Metadata {
  plugin: string;
  /** Where the plugin's own content lies. */
  from: number;
  to: number;
}

function readMetadata(wire: Wire): Metadata {
  const metadata: Metadata = { plugin: '', from: 0, to: 0 };
  while (wire.next()) {
    if (wire.field !== 1) {
      wire.skip();
      continue;
    }
    const data = inner(wire);
    while (data.next()) {
      if (data.field === 1) metadata.plugin = data.text();
      else if (data.field === 2) {
        data.expect(2);
        data.range();
        metadata.from = data.from;
        metadata.to = data.to;
      } else data.skip();
    }
  }
  return metadata;
}

/** Where scripts write their arguments as a text, for want of a better place. */
const argumentTag = /^(model_config|args|arguments|config|hparams|hyper_?params|hyper_?parameters|params)(\/text_summary)?$/i;

/** A value that is no figure as parts of a run. */
export function partsOf({ name }: Tag, step: number, value: Exclude<Value, { kind: 'scalar' }>, bytes: Uint8Array): RunPart[] {
  switch (value.kind) {
    case 'histogram':
      return [{ type: 'distribution', key: name, step, distribution: toDistribution(value.histogram) }];
    case 'images':
      if (value.files.length === 0) return [{ type: 'left-out', what: `picture ${name}`, why: 'It is empty.' }];
      return [{ type: 'pictures', probe: name, step, files: value.files }];
    case 'audio':
      return [{ type: 'sound', probe: name, step, files: value.files }];
    case 'text':
      return textParts(name, step, value);
    case 'hparams':
      return [{ type: 'facts', facts: readHparams(new Wire().over(bytes, value.from, value.to)) }];
    case 'none':
      return [{ type: 'left-out', what: name === '' ? 'a value without a tag' : name, why: value.why }];
  }
}

function textParts(name: string, step: number, { shape, texts }: Extract<Value, { kind: 'text' }>): RunPart[] {
  if (shape.length === 2 && shape[1] > 0) {
    const columns = Array.from({ length: shape[1] }, (_, at) => String(at + 1));
    const rows = Array.from({ length: shape[0] }, (_, row) => texts.slice(row * shape[1], (row + 1) * shape[1]));
    return [{ type: 'table', probe: name, step, columns, rows }];
  }
  const text: RunPart = { type: 'text', probe: name, step, texts };
  const said = argumentTag.test(name) && texts.length === 1 ? paramsIn(texts[0]) : null;
  return said === null ? [text] : [text, { type: 'facts', facts: { params: said } }];
}

function paramsIn(text: string): Params | null {
  return jsonParams(text) ?? tableParams(text);
}

/** transformers' callback logs its arguments as a text of JSON. */
function jsonParams(text: string): Params | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? flatParams(said) : null;
  } catch {
    return null;
  }
}

/** A Markdown table of two columns, as CleanRL and many scripts write it: its rule, and below it a param a line. */
function tableParams(text: string): Params | null {
  const rows = text.split('\n').map((line) =>
    /^\s*\|([^|]*)\|([^|]*)\|\s*$/
      .exec(line)
      ?.slice(1)
      .map((cell) => cell.trim()),
  );
  const rule = rows.findIndex((row) => row?.every((cell) => /^:?-+:?$/.test(cell)));
  if (rule < 0) return null;
  const said = rows.slice(rule + 1).flatMap((row) => (row === undefined || row[0] === '' ? [] : [[row[0], plainValue(row[1])] as const]));
  return said.length === 0 ? null : flatParams(Object.fromEntries(said));
}
