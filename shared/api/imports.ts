import { z } from 'zod';

const column = z.string().min(1).max(1000).nullable().optional();
/** Which column of a table is what; null: none is. Left out: as its name and first values tell, which a preview says. */
const tableColumns = z.strictObject({
  /** Without one, rows are counted. */
  step: column,
  time: column,
  /** One run a value of it. */
  run: column,
  /** Where each row has one figure: the column that names its series, and the one that holds it. */
  series: column,
  value: column,
});
export interface TableColumns {
  step: string | null;
  time: string | null;
  run: string | null;
  series: string | null;
  value: string | null;
}

/**
 * POST   /api/imports/preview  AskImport → ImportPreview   what was found and what will be left out; nothing is written
 * POST   /api/imports          AskImport → ImportState (201): begins, and answers at once
 * GET    /api/imports                    → ImportState[]   under way, watching, and the latest that ended
 * GET    /api/imports/:id                → ImportState
 * DELETE /api/imports/:id                → ImportState     cancels: of runs that were not there before nothing stays. Ends a watch: what came in stays
 * GET    /api/importers                  → ImporterEntry[]
 * GET    /api/runs/:id/artifacts         → ArtifactEntry[]
 * GET    /api/runs/:id/artifacts/PATH    → the file
 * A change of the kind `imports` says that one of them has moved on.
 */
export const askImport = z.strictObject({
  /** Files and folders on the machine of the studio; a folder may hold hundreds of runs. */
  paths: z.array(z.string().min(1).max(4096)).min(1).max(1000),
  /** An importer's name; left out: whoever knows what lies there. */
  from: z.string().max(60).optional(),
  /** Goes on taking in what is written there, until it is ended or the studio is closed. */
  watch: z.boolean().default(false),
  columns: tableColumns.optional(),
});
export type AskImport = z.input<typeof askImport>;

export interface ImporterEntry {
  name: string;
  title: string;
  reads: string;
}

export interface LeftOutEntry {
  what: string;
  why: string;
  /** How often. */
  count: number;
}

export interface ImportPreview {
  runs: PreviewRun[];
  leftOut: LeftOutEntry[];
  bytes: number;
  /** How many of the bytes were read to say this; the rest may hold more of everything. */
  readBytes: number;
}
export interface PreviewRun {
  name: string;
  importer: string;
  source: string;
  bytes: number;
  /** What of it was met so far; null where the look stopped before it. */
  holds: ImportCounts | null;
  /** The run in the workspace that it will be added to. */
  known: string | null;
  /** Where it is a table: what it looks like, what its columns are taken for, and which it has. `columns` of AskImport says otherwise. */
  table?: { looks: string; columns: TableColumns; of: string[] };
}
export interface ImportCounts {
  series: number;
  points: number;
  distributions: number;
  samples: number;
  artifacts: number;
}

export interface ImportState {
  id: string;
  paths: string[];
  watch: boolean;
  state: 'looking' | 'reading' | 'watching' | 'done' | 'cancelled' | 'failed';
  /** How it stands, or why it failed. */
  sentence: string;
  startedAt: number;
  endedAt: number | null;
  /** Runs found, and those that are whole. */
  runs: { found: number; done: number; added: number; continued: number };
  bytes: { read: number; of: number };
  counts: ImportCounts;
  leftOut: LeftOutEntry[];
  /** Ids of the first runs that came in. */
  added: string[];
}

export interface ArtifactEntry {
  path: string;
  bytes: number;
  /** sha256 of the content. */
  object: string;
}
