import { encode } from 'fast-png';
import type { SampleEntry } from '../../../shared/api/measurements.ts';
import { recordOf } from '../../../shared/tf-record.ts';
import { unpackTexts } from '../../../shared/texts.ts';
import { writeWav } from '../../../shared/wav.ts';
import type { ExportSource, PointColumns } from '../../exporter.ts';
import { bitmapOf } from '../bitmaps/index.ts';
import { hparamsValues } from './hparams.ts';
import { audioValue, histogramValue, imagesValue, scalarValue, textValue } from './values.ts';
import { WireOut } from './wire-out.ts';

const recordsAtOnce = 1000;
const allSteps = 100_000;

/** One run as TensorBoard's own writers log it (tensorflow/core/util/event.proto), some records at a time. */
export function* eventFile(source: ExportSource, id: string, chosen: readonly string[] | undefined): Generator<Uint8Array> {
  const run = source.run(id);
  const begun = run.startedAt ?? run.createdAt;
  const timeAt = timesOf(source, id, begun);
  yield recordOf(
    new WireOut()
      .double(1, begun / 1000)
      .content(3, 'brain.Event:2')
      .taken(),
  );
  for (const value of hparamsValues(run)) yield eventRecord(0, begun, value);
  const series = source.series(id).filter(({ key }) => chosen === undefined || chosen.includes(key));
  const tags = new Set<string>();
  const tagOf = (key: string, kind: string) => {
    const tag = tags.has(key) ? `${key} (${kind})` : key;
    tags.add(tag);
    return tag;
  };
  for (const summary of series) {
    const tag = tagOf(summary.key, 'series');
    for (const columns of source.columns(id, summary)) yield* scalarRecords(tag, columns);
  }
  if (chosen !== undefined) return;
  for (const { key } of source.distributionKeys(id)) {
    const tag = tagOf(key, 'distribution');
    for (const { step, distribution } of source.distributions(id, key, allSteps))
      yield eventRecord(step, timeAt(step), histogramValue(tag, distribution));
  }
  for (const [probe, samples] of Map.groupBy(source.samples(id), (sample) => sample.probe)) {
    const tag = tagOf(probe, 'samples');
    for (const sample of samples) yield eventRecord(sample.step, timeAt(sample.step), sampleValue(source, tag, sample));
  }
}

function* scalarRecords(tag: string, { step, time, value }: PointColumns): Generator<Uint8Array> {
  for (let from = 0; from < step.length; from += recordsAtOnce) {
    const records: Uint8Array[] = [];
    for (let at = from; at < Math.min(step.length, from + recordsAtOnce); at += 1)
      records.push(eventRecord(step[at], time[at], scalarValue(tag, value[at])));
    yield Buffer.concat(records);
  }
}

/** Steps are whole there. */
function eventRecord(step: number, time: number, value: Uint8Array): Uint8Array {
  const summary = new WireOut().content(1, value).taken();
  const event = new WireOut()
    .double(1, time / 1000)
    .integer(2, Math.round(step))
    .content(5, summary);
  return recordOf(event.taken());
}

function sampleValue(source: ExportSource, tag: string, { id, kind, meta }: SampleEntry): Uint8Array {
  const tensors = source.sampleTensors(id);
  switch (kind) {
    case 'pictures': {
      const { shape, data } = tensors.pixels;
      const [count, height, width, channels] = shape;
      const size = height * width * channels;
      const files = Array.from({ length: count }, (_, at) =>
        encode({ width, height, channels: channels as 1 | 3, depth: 8, data: Uint8Array.from(data.subarray(at * size, (at + 1) * size)) }),
      );
      return imagesValue(tag, { width, height }, files);
    }
    case 'sound': {
      const [count, length] = tensors.waves.shape;
      const wave = (at: number) => Float32Array.from(tensors.waves.data.subarray(at * length, (at + 1) * length));
      return audioValue(
        tag,
        Array.from({ length: count }, (_, at) => writeWav(wave(at), meta.rate ?? 16_000)),
      );
    }
    case 'text':
      return textValue(tag, unpackTexts(tensors));
    case 'table': {
      const columns = meta.columns ?? [];
      const cells = [...columns, ...unpackTexts(tensors)];
      return textValue(tag, cells, columns.length === 0 ? undefined : [cells.length / columns.length, columns.length]);
    }
    default: {
      const { width, height, channels, data } = bitmapOf(kind, tensors, meta);
      return imagesValue(tag, { width, height }, [encode({ width, height, channels: channels as 1 | 3, depth: 8, data })]);
    }
  }
}

/** When a step was taken, as the run's longest series tells; where it has none, when the run began. */
function timesOf(source: ExportSource, id: string, begun: number): (step: number) => number {
  const [longest] = source.series(id).toSorted((a, b) => b.count - a.count);
  if (longest === undefined) return () => begun;
  const [step, time] = [new Float64Array(longest.count), new Float64Array(longest.count)];
  let read = 0;
  for (const columns of source.columns(id, longest)) {
    step.set(columns.step, read);
    time.set(columns.time, read);
    read += columns.step.length;
  }
  return (wanted) => {
    let [low, high] = [0, step.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (step[middle] <= wanted) low = middle;
      else high = middle - 1;
    }
    return time[low];
  };
}
