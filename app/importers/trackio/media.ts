import { readFileSync } from 'node:fs';
import { distributionFromEdges } from '../../../shared/distribution-rows.ts';
import type { LeftOut, RunPart } from '../../importer.ts';
import { inside } from '../reading/inside.ts';

export type Media = { part: RunPart; bytes: number } | { leftOut: LeftOut };

/** Files that are decoded, and so read whole. */
const mostBytes = 64 << 20;

/** A value with a `_type`, as trackio's media classes write it; `file_path` is relative to the media folder. */
export function* mediaParts(key: string, value: Record<string, unknown>, step: number, folder: string): Generator<Media> {
  const type = String(value._type).replace(/^trackio\./, '');
  const { _value: rows, bins, values, caption, file_path: path } = value;
  if (type === 'histogram') {
    if (isNumbers(bins) && isNumbers(values) && bins.length === values.length + 1 && values.length > 0) {
      yield { part: { type: 'distribution', key, step, distribution: distributionFromEdges(bins, values) }, bytes: values.length * 20 };
    } else yield { leftOut: { what: key, why: 'It should be a histogram, and its bins and values do not fit together.' } };
    return;
  }
  if (type === 'table' && Array.isArray(rows)) {
    yield table(key, rows, step);
    return;
  }
  if (typeof path !== 'string') {
    yield { leftOut: { what: key, why: `It is of trackio's kind ${type}, which has no place here.` } };
    return;
  }
  const found = inside(folder, path);
  if ('why' in found) {
    yield { leftOut: { what: `media of ${key}`, why: found.why } };
    return;
  }
  const isPicture = type === 'image' || (type === 'video' && /\.gif$/i.test(path));
  const isSound = type === 'audio' && /\.wav$/i.test(path);
  if (!(isPicture || isSound)) yield { part: { type: 'artifact', path: `media/${path}`, content: { file: found.file } }, bytes: 2000 };
  else if (found.size > mostBytes) yield { leftOut: { what: `file ${found.file}`, why: `It is larger than ${mostBytes >> 20} MB.` } };
  else yield { part: { type: isPicture ? 'pictures' : 'sound', probe: key, step, files: [readFileSync(found.file)] }, bytes: found.size };
  if (typeof caption === 'string' && caption !== '')
    yield { part: { type: 'text', probe: `${key} (captions)`, step, texts: [caption] }, bytes: caption.length * 2 };
}

function table(key: string, rows: unknown[], step: number): Media {
  const objects = rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row));
  const columns = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  const cells = objects.map((row) => columns.map((column) => cell(Object.hasOwn(row, column) ? row[column] : null)));
  return { part: { type: 'table', probe: key, step, columns, rows: cells }, bytes: cells.length * columns.length * 20 };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const { file_path: path } = value as { file_path?: unknown };
  return typeof path === 'string' ? path : JSON.stringify(value);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
