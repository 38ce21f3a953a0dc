import { readFileSync } from 'node:fs';
import { distributionFromEdges } from '../../../shared/distribution-rows.ts';
import type { LeftOut, RunPart } from '../../importer.ts';
import { inside } from '../reading/inside.ts';
import { parsePythonJson } from '../reading/python-json.ts';
import type { Tree } from './record.ts';

/** Files that are decoded, and so read whole. */
const mostBytes = 64 << 20;

export type Media = { part: RunPart; bytes: number } | { leftOut: LeftOut };

/** A value with a `_type`, as wandb/sdk/data_types writes them; paths in it are relative to the run's `files` folder. */
export function* mediaParts(key: string, value: Tree, step: number, files: string): Generator<Media> {
  const type = String(value._type);
  const paths = Array.isArray(value.filenames) ? value.filenames.map(String) : typeof value.path === 'string' ? [value.path] : [];
  switch (type) {
    case 'histogram':
      yield histogram(key, value, step);
      return;
    case 'image-file':
    case 'images/separated':
    case 'images':
      yield* read(key, paths, files, (contents) => ({ type: 'pictures', probe: key, step, files: contents }));
      yield* captions(key, value, step);
      for (const drawn of ['boxes', 'masks', 'all_boxes', 'all_masks']) {
        if (value[drawn] !== undefined && value[drawn] !== null) {
          yield {
            leftOut: {
              what: `${drawn.replace('all_', '')} of ${key}`,
              why: 'What is drawn over a picture has no place here; the picture is kept.',
            },
          };
        }
      }
      return;
    case 'audio-file':
    case 'audio': {
      const [waves, others] = [paths.filter((path) => /\.wav$/i.test(path)), paths.filter((path) => !/\.wav$/i.test(path))];
      if (waves.length > 0) yield* read(key, waves, files, (contents) => ({ type: 'sound', probe: key, step, files: contents }));
      yield* keep(key, others, files);
      yield* captions(key, value, step);
      return;
    }
    case 'video-file':
    case 'videos': {
      const gifs = paths.filter((path) => /\.gif$/i.test(path));
      if (gifs.length > 0) yield* read(key, gifs, files, (contents) => ({ type: 'pictures', probe: key, step, files: contents }));
      yield* keep(
        key,
        paths.filter((path) => !gifs.includes(path)),
        files,
      );
      yield* captions(key, value, step);
      return;
    }
    case 'table-file':
      yield* table(key, paths, step, files);
      return;
    default:
      if (paths.length > 0) yield* keep(key, paths, files);
      else yield { leftOut: { what: key, why: `It is of W&B's kind ${type}, which has no place here.` } };
  }
}

function histogram(key: string, value: Tree, step: number): Media {
  const counts = numbers(value.values);
  const packed = value.packedBins as { min?: unknown; size?: unknown; count?: unknown } | undefined;
  const edges =
    counts !== null && packed !== undefined && packed !== null
      ? Array.from({ length: counts.length + 1 }, (_, at) => Number(packed.min) + at * Number(packed.size))
      : numbers(value.bins);
  if (counts === null || edges === null || edges.length !== counts.length + 1 || counts.length === 0) {
    return { leftOut: { what: key, why: 'It should be a histogram, and its bins and values do not fit together.' } };
  }
  return { part: { type: 'distribution', key, step, distribution: distributionFromEdges(edges, counts) }, bytes: counts.length * 20 };
}

function* read(key: string, paths: string[], files: string, make: (contents: Uint8Array[]) => RunPart): Generator<Media> {
  const contents: Uint8Array[] = [];
  let bytes = 0;
  for (const path of paths) {
    const found = inside(files, path);
    if ('why' in found) yield { leftOut: { what: `media of ${key}`, why: found.why } };
    else if (bytes + found.size > mostBytes)
      yield { leftOut: { what: `file ${found.file}`, why: `It is larger than ${mostBytes >> 20} MB.` } };
    else {
      bytes += found.size;
      contents.push(readFileSync(found.file));
    }
  }
  if (contents.length > 0) yield { part: make(contents), bytes };
}

/** What can't be shown is kept as a file. */
function* keep(key: string, paths: string[], files: string): Generator<Media> {
  for (const path of paths) {
    const found = inside(files, path);
    if ('why' in found) yield { leftOut: { what: `media of ${key}`, why: found.why } };
    else yield { part: { type: 'artifact', path, content: { file: found.file } }, bytes: 2000 };
  }
}

function* captions(key: string, value: Tree, step: number): Generator<Media> {
  const given = Array.isArray(value.captions) ? value.captions : typeof value.caption === 'string' ? [value.caption] : [];
  const said = given.map((caption) => (typeof caption === 'string' ? caption : ''));
  if (said.some((caption) => caption !== '')) {
    yield { part: { type: 'text', probe: `${key} (captions)`, step, texts: said }, bytes: said.join('').length * 2 };
  }
}

function* table(key: string, paths: string[], step: number, files: string): Generator<Media> {
  for (const path of paths) {
    const found = inside(files, path);
    if ('why' in found) {
      yield { leftOut: { what: `table ${key}`, why: found.why } };
      continue;
    }
    if (found.size > mostBytes / 4) {
      yield { leftOut: { what: `table ${found.file}`, why: `It is larger than ${mostBytes >> 22} MB; it is kept as a file.` } };
      yield { part: { type: 'artifact', path, content: { file: found.file } }, bytes: 2000 };
      continue;
    }
    try {
      const said = parsePythonJson(readFileSync(found.file, 'utf8')) as { columns?: unknown; data?: unknown } | null;
      if (!Array.isArray(said?.columns) || !Array.isArray(said.data)) throw new Error('it has no columns and data');
      const rows = said.data.map((row) => (Array.isArray(row) ? row.map(cell) : []));
      yield { part: { type: 'table', probe: key, step, columns: said.columns.map(String), rows }, bytes: found.size * 2 };
    } catch (error) {
      yield { leftOut: { what: `table ${found.file}`, why: `It is no table: ${error instanceof Error ? error.message : String(error)}.` } };
    }
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const { path } = value as { path?: unknown };
  return typeof path === 'string' ? path : JSON.stringify(value);
}

function numbers(value: unknown): number[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'number') ? value : null;
}
