import type { DataKind, Params, ParamSpec } from '../../shared/params.ts';
import type { Published } from '../../shared/published.ts';
import type { Random } from './random.ts';

/**
 * Data with a way to draw from it, made or read. A dataset is a pure function of (params, seed, files): no clock, no file, no tfjs.
 * The collection is datasets/, its list datasets/index.ts; one contract test runs over all of it.
 */
export type DatasetRecipe = MadeDataset | ReadDataset;

interface About {
  name: string;
  title: string;
  purpose: string;
  kind: DataKind;
  params: ParamSpec[];
}
/** Procedural data, and what ships inside. */
export interface MadeDataset extends About {
  files?: undefined;
  open(options: { params: Params; seed: number }): Dataset;
}
/** Data from the disk: the bytes are handed in, and what takes them apart. */
export interface ReadDataset extends About {
  files: FileNeeds;
  /** Where the studio fetches it from. Its files then lie in the folder of data under the set's name, and no param `path` says where. */
  published?: Published;
  open(options: ReadOptions): Promise<Dataset>;
}
export interface ReadOptions {
  params: Params;
  seed: number;
  files: DataFiles;
  decoders: Decoders;
  /** For more pictures than so many, which would take too long to read before a training; absent where the opener keeps none. */
  album?: { beyond: number; open(entries: DataFiles['entries'], form: { size: number; channels: 1 | 3 }): Album };
  /** Asked between two files, and answered in a later turn, so that who stops it is heard; reading then ends with a StudioError 'conflict'. */
  isStopped?(): Promise<boolean>;
}

/** Pictures of one size that are decoded when they are wanted, and kept by whoever opens the dataset. */
export interface Album {
  count: number;
  /** Waits until a picture is decoded; false for one that can't be. */
  has(picture: number): boolean;
  /** Writes the bytes of one that is there, [size,size,channels]. */
  read(picture: number, into: Uint8Array): void;
  /** These are wanted soon, in this order. */
  expect(pictures: Int32Array): void;
  /** Paths of those that are known not to be readable. */
  broken(): string[];
}

/** `path` is the dataset's param of type path; the trainer lists and reads, the decoder only sees bytes. */
export interface FileNeeds {
  /** One file at `path`, or every file under the folder `path` whose name matches. */
  select: 'file' | 'folder';
  /** Case-insensitive endings, such as ['.png', '.jpg']. */
  endings: string[];
  /** Whether a file of another ending, or of none, begins as one that is wanted does. Absent: the ending decides. */
  beginsWell?(head: Uint8Array): boolean;
  /** Where `path` is a file, the matching files in its folder are handed in too, and `picked` says which it was. */
  neighbors?: boolean;
  /** No more files than this are read, of however many. Absent: all may be. */
  mostRead?(params: Params): number;
  /** A second place, named by another param of type path: the folder of the partners, the list of captions. Left empty, `also` is absent. */
  also?: { param: string; select: 'file' | 'folder'; endings: string[]; beginsWell?(head: Uint8Array): boolean };
}
export interface DataFiles {
  /** Relative paths in a stable order, with a reader for each. A reader throws a sentence when the file can't be read. */
  entries: {
    path: string;
    /** All of it, or no more than its first `most` bytes: a wrong file of gigabytes is told by its beginning. */
    read(most?: number): Uint8Array;
    /** Where it lies on the disk, absolute; for whoever opens the dataset. */
    place?: string;
    /** Another one when the file has changed. */
    stamp?(): string;
  }[];
  /** The entry that the user named, where `path` is a file. */
  picked?: string;
  /** What lies at the second place, as `entries`. */
  also?: DataFiles['entries'];
  /** What was found there and is not among the entries, as sentences. */
  notes?: string[];
}

/** Libraries of the machine that opens a dataset; the engine brings none that is native. Each throws what a broken file provokes. */
export interface Decoders {
  picture(bytes: Uint8Array, wish: PictureWish): Promise<Picture>;
  /** How many pictures may be under way at once. */
  picturesAtOnce: number;
  /** All members one after another, each checked by its sum; a RangeError where they make more than the memory has room for. */
  gunzip(bytes: Uint8Array): Promise<Uint8Array>;
  /** Bare deflate; refuses to make more than `most` bytes. */
  inflate(bytes: Uint8Array, most: number): Promise<Uint8Array>;
  crc32(bytes: Uint8Array): number;
}
export interface PictureWish {
  /** A larger picture may be reduced while it is decoded, as long as its shorter side keeps twice as many pixels. */
  side: number;
  /** Of a picture that holds two side by side neither half may spill into the other. Usually 1. */
  parts?: 1 | 2;
}
/** RGB bytes, row by row, upright; what is transparent lies on white. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
  /** As it lies in the file, upright: larger where it was reduced. */
  whole: { width: number; height: number };
  /** Of a moving picture, or one of many pages, the first is here. */
  frames: number;
}

/** Members are told apart by `kind`. Every kind draws with `random` alone. */
export type Dataset = PointsDataset | PicturesDataset | PairsDataset | DomainsDataset | CaptionsDataset | VoxelsDataset | SoundDataset;

/** Examples row by row. What a kind of data does not have is absent. */
export interface Draw {
  values: Float32Array;
  labels: Int32Array | null;
  /** Known factors of each example, by name. */
  factors?: Record<string, Float32Array>;
  /** pairs: what each example is made from. */
  given?: Float32Array;
  /** domains: as many examples of the second domain, drawn apart from the first. */
  other?: Float32Array;
  /** domains: classes in the second domain; for measuring, never for training. */
  otherLabels?: Int32Array | null;
  /** captions: [count × length] indices into `words`. */
  words?: Int32Array;
}

interface DatasetBase {
  /** null: a generator without end. */
  examples: number | null;
  classes: string[] | null;
  /** What was left out and why (broken pictures …), as sentences. */
  notes: string[];
  draw(random: Random, count: number): Draw;
  /**
   * Stored examples that `draw` never gives, of the same kind: what is measured is measured on these. Absent where every draw is
   * fresh (procedural data), and where too few are stored.
   */
  heldOut?: HeldOut;
}
export interface HeldOut {
  all: Dataset;
  /** The same in two parts that share no example, for comparing real with real. */
  halves: [Dataset, Dataset];
}
export interface PointsDataset extends DatasetBase {
  kind: 'points';
  dimensions: 1 | 2;
  /** The part of the plane that matters, for surfaces and pictures: [left, right, bottom, top]. */
  region: [number, number, number, number];
  /** Modes with known centres and deviations; null where the density has none (Swiss roll). */
  modes: { centers: Float32Array /* [k,d] */; deviation: number; weights: Float32Array } | null;
}
/** values [count,size,size,channels] in −1…1. */
export interface PicturesDataset extends DatasetBase {
  kind: 'pictures';
  size: number;
  channels: 1 | 3;
  /** Exact entropy of the source in bits per value, where it is known (Markov texture). */
  entropy?: number;
}
/** values [count,size,size,channels] in −1…1: the picture wanted; given [count,given.size,given.size,given.channels]. */
export interface PairsDataset extends DatasetBase {
  kind: 'pairs';
  size: number;
  channels: 1 | 3;
  given: { size: number; channels: number };
}
/** Two sets of examples of one shape, unpaired; labels are the first domain's. */
export interface DomainsDataset extends DatasetBase {
  kind: 'domains';
  /** Shape of one example: [d] or [size,size,channels] in −1…1. */
  example: number[];
  names: [string, string];
  /** Truly paired examples, where they are known; for measuring, never for training. */
  drawPairs?(
    random: Random,
    count: number,
  ): { values: Float32Array; other: Float32Array; factors: Record<string, Float32Array>; labels?: Int32Array };
}
/** values as pictures; words [count,length], 0 is the empty word that fills up a short sentence. */
export interface CaptionsDataset extends DatasetBase {
  kind: 'captions';
  size: number;
  channels: 1 | 3;
  length: number;
  words: string[];
  /** Places of a sentence that say something of the picture, by name; the others are grammar. For measuring. */
  slots?: { name: string; at: number }[];
}
/** values [count,size,size,size,1] in 0…1: depth, row, column. */
export interface VoxelsDataset extends DatasetBase {
  kind: 'voxels';
  size: number;
}
/** values [count,length] in −1…1. */
export interface SoundDataset extends DatasetBase {
  kind: 'sound';
  length: number;
  /** Samples a second. */
  rate: number;
  /** Pitches in hertz that every example has, or each class one of its own; for measuring. Where they are known. */
  pitches?: { hertz: number[]; of: 'all' | 'class' };
  /** Bits per sample of the source under so many µ-law levels, the past known unrounded: no model can use fewer. Where it is known. */
  entropyAt?(levels: number): number;
}
