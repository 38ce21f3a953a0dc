import type { z } from 'zod';
import type { CheckpointEntry, LogLine } from '../shared/api/runs.ts';
import type { SampleEntry } from '../shared/api/measurements.ts';
import type { askExport } from '../shared/api/studio.ts';
import type { Architecture } from '../shared/architecture.ts';
import type { Catalogue } from '../shared/catalogue.ts';
import type { Finding } from '../shared/health-rule.ts';
import type { Distribution } from '../shared/measurement.ts';
import type { Run, SeriesSummary } from '../shared/run.ts';
import type { RunConfig } from '../shared/run-config.ts';
import type { WireTensor } from '../shared/safetensors.ts';

/** A way out of the studio, into a format that others read. */
export interface Exporter {
  name: ExportAsk['to'];
  title: string;
  /** One line: what is in the file. */
  purpose: string;
  type: string;
  ending: string;
  /**
   * A file that fits into memory as bytes; what may not in pieces of text or bytes, each made when it is read, what is wrong with the ask said
   * before the first.
   * @throws StudioError not-found (a step, a series, a sample that is not there), unavailable
   */
  export(source: ExportSource, ask: ExportAsk): Promise<Uint8Array> | Iterable<string> | AsyncIterable<Uint8Array>;
}

/** `runs` are whole ids. */
export type ExportAsk = z.output<typeof askExport>;
export interface Exported {
  name: string;
  type: string;
  /** Whole, or as it is made: no further than it is read. One that breaks off ends with an error. */
  content: Uint8Array | ReadableStream<Uint8Array>;
}

export interface PointColumns {
  step: Float64Array;
  time: Float64Array;
  value: Float64Array;
}

/** What an exporter may read: the workspace without its SQL, what the studio can train, and the clock. */
export interface ExportSource {
  catalogue: Catalogue;
  /** Unix milliseconds. */
  now: number;
  run(id: string): Run;
  series(run: string): SeriesSummary[];
  /**
   * The points that a summary counts, in recorded order, some thousands at a time; what comes in meanwhile is left out.
   * @throws StudioError conflict where the run was taken back meanwhile
   */
  columns(run: string, series: SeriesSummary): Iterable<PointColumns>;
  /** At most four recorded points a pixel with exact extremes, over [0, to] steps. */
  curve(run: string, key: string, pixels: number, to: number): { step: Float64Array; value: Float64Array; exact: boolean };
  distributionKeys(run: string): { key: string; count: number; firstStep: number; lastStep: number }[];
  distributions(run: string, key: string, count: number): { step: number; distribution: Distribution }[];
  samples(run: string): SampleEntry[];
  sampleTensors(id: number): Record<string, WireTensor>;
  checkpoints(run: string): CheckpointEntry[];
  /** The newest where no step is given; null where there is none. @throws StudioError damaged, not-found: with one that is whole */
  checkpoint(run: string, step?: number): Promise<{ step: number; bytes: Uint8Array } | null>;
  /** The same without its tensors: as many of its bytes as stand before them. */
  checkpointHead(run: string, step?: number): Promise<{ step: number; bytes: Uint8Array } | null>;
  /** Of networks trained by `config` up to a checkpoint's step, on data of the shape that its state tells; null where it tells none. */
  architecture(config: RunConfig, state: object, step: number): Architecture | null | Promise<Architecture | null>;
  /** What the health rules found, by step. */
  findings(run: string): Finding[];
  log(run: string): LogLine[];
  /** @throws StudioError unavailable */
  printPdf(html: string): Promise<Uint8Array>;
}
