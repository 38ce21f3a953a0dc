import type { Dataset, Draw } from '../engine/dataset.ts';
import { seededRandom } from '../engine/random.ts';
import { usedWords } from '../engine/measuring/used-words.ts';
import type { NamedTensor, SampleKind, SampleMeta } from '../../shared/measurement.ts';
import type { Preview } from '../../shared/trainer-protocol.ts';

interface Look {
  sampleKind: SampleKind;
  tensors: Record<string, NamedTensor>;
  meta: SampleMeta;
}

/** The first examples that a seed draws, as they are shown before a training. */
export function previewOf(dataset: Dataset, seed: number, count: number): Preview {
  const { kind, examples, classes, notes } = dataset;
  const shown = Math.min(count, examples ?? count);
  const draw = dataset.draw(seededRandom(seed).fork('preview'), shown);
  const { sampleKind, tensors, meta } = look(dataset, draw, shown);
  const labels: Record<string, NamedTensor> = draw.labels === null ? {} : { labels: { shape: [shown], data: draw.labels } };
  const factors: Record<string, NamedTensor> = {};
  for (const [name, data] of Object.entries(draw.factors ?? {})) factors[`factor/${name}`] = { shape: [shown], data };
  return { kind, sampleKind, tensors: { ...tensors, ...labels, ...factors }, meta, examples, classes, notes };
}

function look(dataset: Dataset, draw: Draw, count: number): Look {
  switch (dataset.kind) {
    case 'points': {
      const [left, right, bottom, top] = dataset.region;
      const real = { shape: [count, dataset.dimensions], data: draw.values };
      return { sampleKind: 'points', tensors: { real }, meta: { region: { left, right, bottom, top } } };
    }
    case 'pictures':
      return { sampleKind: 'pictures', tensors: { pixels: pictures(draw.values, count, dataset.size, dataset.channels) }, meta: {} };
    case 'pairs': {
      const { given, size, channels } = dataset;
      const columns = [shown(draw.given!, count, given.size, given.channels), { values: draw.values, size, channels }];
      return { sampleKind: 'grid', tensors: { pixels: sideBySide(columns, count) }, meta: { columns: ['Given', 'Wanted'] } };
    }
    case 'domains':
      return domains(dataset.example, dataset.names, draw, count);
    case 'captions': {
      const { words, sentences } = usedWords(dataset.words, draw.words!);
      const truth = { shape: [count, dataset.length], data: sentences[0] };
      const pixels = pictures(draw.values, count, dataset.size, dataset.channels);
      return { sampleKind: 'captions', tensors: { pixels, truth, said: truth }, meta: { words } };
    }
    case 'voxels': {
      const shape = [count, dataset.size, dataset.size, dataset.size];
      const data = Uint8Array.from(draw.values, (value) => Math.round(255 * Math.max(0, Math.min(1, value))));
      return { sampleKind: 'voxels', tensors: { voxels: { shape, data } }, meta: {} };
    }
    case 'sound':
      return {
        sampleKind: 'sound',
        tensors: { waves: { shape: [count, dataset.length], data: draw.values } },
        meta: { rate: dataset.rate },
      };
  }
}

/** Pictures stand side by side; points share a plane, told apart by their domain. */
function domains(example: number[], names: [string, string], draw: Draw, count: number): Look {
  const other = draw.other!;
  if (example.length === 3) {
    const [size, , channels] = example;
    const columns = [draw.values, other].map((values) => ({ values, size, channels }));
    return { sampleKind: 'grid', tensors: { pixels: sideBySide(columns, count) }, meta: { columns: names } };
  }
  const [dimensions] = example;
  const points = new Float32Array(4 * count);
  const all = [draw.values, other];
  for (let at = 0; at < 2 * count; at += 1) {
    const values = all[Math.floor(at / count)];
    points[2 * at] = values[(at % count) * dimensions];
    points[2 * at + 1] = dimensions > 1 ? values[(at % count) * dimensions + 1] : 0;
  }
  const belongs = Int32Array.from({ length: 2 * count }, (_, at) => Math.floor(at / count));
  const tensors = { points: { shape: [2 * count, 2], data: points }, domains: { shape: [2 * count], data: belongs } };
  return { sampleKind: 'embedding', tensors, meta: { domains: names, axes: 'the data itself' } };
}

interface Column {
  values: Float32Array;
  size: number;
  channels: number;
}

/** Of more channels than a picture has (a mask, a guide) the first three are shown. */
function shown(values: Float32Array, count: number, size: number, channels: number): Column {
  const kept = channels === 2 ? 1 : Math.min(channels, 3);
  const cells = count * size * size;
  const result = new Float32Array(cells * kept);
  for (let cell = 0; cell < cells; cell += 1) {
    for (let channel = 0; channel < kept; channel += 1) result[cell * kept + channel] = values[cell * channels + channel];
  }
  return { values: result, size, channels: kept };
}

/** [count,columns,side,side,channels], the smaller enlarged without smoothing, the gray coloured where another is. */
function sideBySide(columns: Column[], count: number): NamedTensor {
  const side = Math.max(...columns.map(({ size }) => size));
  const channels = Math.max(...columns.map((column) => column.channels));
  const data = new Uint8Array(count * columns.length * side * side * channels);
  let at = 0;
  for (let example = 0; example < count; example += 1) {
    for (const column of columns) {
      for (let row = 0; row < side; row += 1) {
        for (let place = 0; place < side; place += 1) {
          const from = Math.floor((row * column.size) / side) * column.size + Math.floor((place * column.size) / side);
          for (let channel = 0; channel < channels; channel += 1, at += 1) {
            const cell = (example * column.size * column.size + from) * column.channels;
            data[at] = toByte(column.values[cell + Math.min(channel, column.channels - 1)]);
          }
        }
      }
    }
  }
  return { shape: [count, columns.length, side, side, channels], data };
}

function pictures(values: Float32Array, count: number, size: number, channels: number): NamedTensor {
  return { shape: [count, size, size, channels], data: Uint8Array.from(values, toByte) };
}

/** −1…1 to 0…255. */
function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round((value + 1) * 127.5)));
}
