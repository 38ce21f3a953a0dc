import type { Distribution } from '../../../shared/measurement.ts';
import { WireOut } from './wire-out.ts';

/** Summary.Values (tensorflow/core/framework/summary.proto), each of today's style but for scalars, which every reader takes as a float. */
const types = { float: 1, double: 2, string: 7 };
const classes = { tensor: 2, blobs: 3 };

export function scalarValue(tag: string, value: number): Uint8Array {
  return new WireOut().content(1, tag).float(2, value).taken();
}

/** Rows of left, right, count. What was not finite lies in no bin, so it is not there. */
export function histogramValue(tag: string, { low, high, counts, edges }: Distribution): Uint8Array {
  const edge = (at: number) => edges?.[at] ?? (at === counts.length ? high : low + (at * (high - low)) / counts.length);
  const rows = new Float64Array(3 * counts.length);
  for (const [at, count] of counts.entries()) rows.set([edge(at), edge(at + 1), count], 3 * at);
  const tensor = tensorOf(types.double, [counts.length, 3]).content(4, littleEndian(rows)).taken();
  return pluginValue(tag, { plugin: 'histograms', kind: classes.tensor, tensor });
}

export function imagesValue(tag: string, size: { width: number; height: number }, files: readonly Uint8Array[]): Uint8Array {
  const strings = [String(size.width), String(size.height), ...files];
  return pluginValue(tag, { plugin: 'images', kind: classes.blobs, tensor: stringsOf(strings, [strings.length]) });
}

/** WAV files. */
export function audioValue(tag: string, files: readonly Uint8Array[]): Uint8Array {
  return pluginValue(tag, { plugin: 'audio', kind: classes.blobs, tensor: stringsOf(files, [files.length]) });
}

/** Texts, or a table where a shape of rows and columns is given. */
export function textValue(tag: string, texts: readonly string[], shape: number[] = [texts.length]): Uint8Array {
  return pluginValue(tag, { plugin: 'text', kind: classes.tensor, tensor: stringsOf(texts, shape) });
}

export interface Plugin {
  plugin: string;
  kind: number;
  tensor: Uint8Array;
  content?: Uint8Array;
}

export function pluginValue(tag: string, { plugin, kind, tensor, content }: Plugin): Uint8Array {
  const data = new WireOut().content(1, plugin);
  if (content !== undefined) data.content(2, content);
  const metadata = new WireOut().content(1, data.taken()).integer(4, kind).taken();
  return new WireOut().content(1, tag).content(8, tensor).content(9, metadata).taken();
}

/** Of no numbers: what is said stands in the plugin's content. */
export function emptyValue(tag: string, plugin: string, content: Uint8Array): Uint8Array {
  return pluginValue(tag, { plugin, content, kind: classes.tensor, tensor: tensorOf(types.float, [0]).taken() });
}

function tensorOf(type: number, shape: readonly number[]): WireOut {
  const dimensions = new WireOut();
  for (const size of shape) dimensions.content(2, new WireOut().integer(1, size).taken());
  return new WireOut().integer(1, type).content(2, dimensions.taken());
}

function stringsOf(strings: readonly (string | Uint8Array)[], shape: readonly number[]): Uint8Array {
  const tensor = tensorOf(types.string, shape);
  for (const text of strings) tensor.content(8, text);
  return tensor.taken();
}

function littleEndian(numbers: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.byteLength));
  for (const [at, number] of numbers.entries()) view.setFloat64(8 * at, number, true);
  return new Uint8Array(view.buffer);
}
