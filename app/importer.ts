import type { Distribution, NoteMeasurement, SampleMeasurement } from '../shared/measurement.ts';
import type { TableColumns } from '../shared/api/imports.ts';
import type { Params } from '../shared/params.ts';

/**
 * A way into the studio: reads what another tool logged. One importer is one file or folder under importers/, and one line in its index.
 * It runs in a thread of its own, so it may block; it opens files of the user for reading only and writes nothing.
 * What is wrong with one record, file or run is said as a part (`left-out`) and the rest goes on; only what makes everything pointless is
 * thrown, as a StudioError whose sentence names the file and the place in it.
 */
export interface Importer {
  /** Stands in a run's origin and in `--from`, such as `tensorboard`. */
  name: string;
  /** As people call it, such as TensorBoard. */
  title: string;
  /** One line: what it reads, such as "log directories: files with tfevents in their name". */
  reads: string;
  /** Asked only where no other finds a run: what it reads lies beside others' logs too. */
  isLast?: true;
  /**
   * What of its kind lies at a path (a file, a folder, or a folder of many), told from names and first bytes; null where nothing does.
   * Called again on a watched path when one of the `folders` there has changed.
   */
  look(path: string, desk: Desk): Promise<Found | null>;
  /**
   * Everything of one found run from a position on (null: from the start), in recorded order, as it is read: never more in memory than
   * some megabytes. It ends where the source ends for now; what is cut short at the end is waited for, not reported.
   */
  read(run: FoundRun, position: unknown, desk: Desk): AsyncIterable<RunPart>;
}

export interface Found {
  runs: FoundRun[];
  /** What lies there and won't come in, as far as looking tells. */
  leftOut: LeftOut[];
  /** Folders in which new runs or files would appear, and files in which new runs would: asked for changes while watching. */
  folders: string[];
}

export interface FoundRun {
  /** By what it is known again, in any place it is added from: its own id in that tool, else the real path of its folder or file. */
  key: string;
  name: string;
  /** The folder or file, absolute. */
  source: string;
  /** What is read, absolute: the sum of their sizes is the run's share of the progress, and a watched run is read on when one of them grows. */
  files: string[];
  /** Its share of the files, where several runs lie in one. */
  bytes?: number;
  /** Where it is a table: what its columns are taken for, which a preview shows and the user corrects. */
  table?: { looks: string; columns: TableColumns; of: string[] };
  /** The importer's own, handed back to `read`. */
  own?: unknown;
}

export interface LeftOut {
  /** Such as "mesh cube_VERTEX", or a file's path. */
  what: string;
  /** A sentence: why, and where (file and offset) if it is damage. */
  why: string;
}

/** How the run stands; a source that does not say leaves `status` out. Times are unix milliseconds. */
export interface ImportedFacts {
  name?: string;
  recipe?: string;
  dataset?: string;
  /** Joined with those that came before; shared/flat-params.ts flattens nested ones. */
  params?: Params;
  tags?: string[];
  notes?: string;
  status?: 'finished' | 'stopped' | 'failed' | 'interrupted';
  sentence?: string;
  startedAt?: number;
  endedAt?: number;
}

/** Steps may be any finite float64, in any order, several times; times are unix milliseconds; values NaN and ±Infinity as they are. */
export type RunPart =
  | { type: 'facts'; facts: ImportedFacts }
  /** Columns of one series in recorded order, some thousands of points at a time; handed over, not to be touched again. */
  | { type: 'points'; key: string; step: Float64Array; time: Float64Array; value: Float64Array }
  | { type: 'distribution'; key: string; step: number; distribution: Distribution }
  /** Encoded pictures of one step, such as PNG or JPEG: decoded on the way. Of different sizes they become samples of their own. */
  | { type: 'pictures'; probe: string; step: number; files: Uint8Array[] }
  /** WAV files of one step. */
  | { type: 'sound'; probe: string; step: number; files: Uint8Array[] }
  | { type: 'text'; probe: string; step: number; texts: string[] }
  | { type: 'table'; probe: string; step: number; columns: string[]; rows: string[][] }
  /** What an importer has decoded itself. */
  | SampleMeasurement
  | (NoteMeasurement & { time: number })
  /** A file beside the run, to look at and take home. `path` is what it is called there: relative, with /. */
  | { type: 'artifact'; path: string; content: Uint8Array | { file: string } }
  /** Forget what came at this step or after it, as the tool says that it does; −Infinity: all of the run, which is read anew. */
  | { type: 'cut'; from: number }
  | ({ type: 'left-out' } & LeftOut)
  /**
   * All of the run up to here has been given. With it, reading can go on after a restart: plain JSON, kept with the parts before it in one
   * transaction. `bytes` of the run's files have been read. At the end at least; often in a long source.
   */
  | { type: 'position'; position: unknown; bytes: number };

/** What an importer has beside Node. */
export interface Desk {
  /** Aborted when nobody wants it any more. */
  signal: AbortSignal;
  /** What the user says of a table's columns. */
  columns?: Partial<TableColumns>;
  /** A database file of another tool, read-only, with what its write-ahead log holds; several statements see one moment. @throws StudioError damaged, unavailable */
  openDatabase(file: string): ForeignDatabase;
}

/** SQLite's integers beyond 2⁵³ come as bigint. */
export interface ForeignDatabase {
  all(sql: string, ...values: unknown[]): Record<string, unknown>[];
  iterate(sql: string, ...values: unknown[]): IterableIterator<Record<string, unknown>>;
  close(): void;
}
