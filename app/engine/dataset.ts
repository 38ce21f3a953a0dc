import type { DataKind, Params, ParamSpec } from '../../shared/params.ts';
import type { Random } from './random.ts';

/**
 * Data with a way to draw from it. A dataset is a pure function of (params, seed, files): no clock, no file, no tfjs.
 * The collection is datasets/, its list datasets/index.ts; one contract test runs over all of it.
 */
export interface DatasetRecipe {
  name: string;
  title: string;
  purpose: string;
  kind: DataKind;
  params: ParamSpec[];
  /** Files a dataset needs, by name; their bytes are handed in. Absent for procedural data. */
  files?: FileNeeds;
  open(options: { params: Params; seed: number; files: DataFiles }): Dataset;
}

/** `path` is the dataset's param of type path; the trainer lists and reads, the decoder only sees bytes. */
export interface FileNeeds {
  /** One file at `path`, or every file under the folder `path` whose name matches. */
  select: 'file' | 'folder';
  /** Case-insensitive endings, such as ['.png', '.jpg']. */
  endings: string[];
  /** Where `path` is a file, the matching files in its folder are handed in too, and `picked` says which it was. */
  neighbors?: boolean;
}
export interface DataFiles {
  /** Relative paths in a stable order, with a reader for each. A reader throws a sentence when the file can't be read. */
  entries: { path: string; read(): Uint8Array }[];
  /** The entry that the user named, where `path` is a file. */
  picked?: string;
}

export type Dataset = PointsDataset | PicturesDataset;

interface DatasetBase {
  /** null: a generator without end. */
  examples: number | null;
  classes: string[] | null;
  /** What was left out and why (broken pictures …), as sentences. */
  notes: string[];
}
export interface PointsDataset extends DatasetBase {
  kind: 'points';
  dimensions: 1 | 2;
  /** The part of the plane that matters, for surfaces and pictures: [left, right, bottom, top]. */
  region: [number, number, number, number];
  /** Modes with known centres and deviations; null where the density has none (Swiss roll). */
  modes: { centers: Float32Array /* [k,d] */; deviation: number; weights: Float32Array } | null;
  /** [count,dimensions], drawn with `random` alone. */
  draw(random: Random, count: number): { values: Float32Array; labels: Int32Array | null };
}
export interface PicturesDataset extends DatasetBase {
  kind: 'pictures';
  size: number;
  channels: 1 | 3;
  /** [count,size,size,channels] in −1…1, drawn with `random` alone; factors by name where they are known. */
  draw(random: Random, count: number): { values: Float32Array; labels: Int32Array | null; factors?: Record<string, Float32Array> };
}
