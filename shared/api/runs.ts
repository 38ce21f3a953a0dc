import { z } from 'zod';
import { configInput } from '../run-config.ts';
import type { Issue } from '../errors.ts';
import type { Finding } from '../health-rule.ts';
import { type JobInfo, placement } from '../placement.ts';
import { runName } from '../run-name.ts';
import type { runStatuses, Run, SeriesSummary } from '../run.ts';
import type { SampleKind } from '../measurement.ts';

/**
 * GET    /api/runs?…                      → RunList
 * GET    /api/runs/groups?…               → GroupList   the same runs in groups of equal values, each with what its columns come to
 * POST   /api/runs/grouped  AskGrouped   → GroupedRuns[]   runs known by their ids, in groups; the larger first
 * GET    /api/runs/keys?prefix=&limit=    → KeyList     what a query may ask for: fields, params, metrics, environment
 * GET    /api/runs/values?field=&prefix=  → ValueList   what is recorded under one of them
 * POST   /api/runs          CreateRun     → Run (201)
 * GET    /api/runs/:id                    → RunDetail, with what the health rules found
 * POST   /api/runs/details  { ids }       → RunDetail[]   of at most 200 runs; those that are not there are left out
 * PATCH  /api/runs/:id      PatchRun      → Run
 * DELETE /api/runs/:id                    → Run   soft: it can be restored until the workspace is cleaned
 * POST   /api/runs/:id/restore            → Run
 * POST   /api/runs/:id/start|pause|continue|checkpoint|stop → Run   (start: put a queued run first and start it now)
 * POST   /api/runs/:id/resume ResumeRun → Run
 * POST   /api/runs/:id/fork ForkRun       → Run (201)
 * GET    /api/runs/:id/log?after=N        → LogLine[]
 * Runs may be many: bulk edits are PATCH /api/runs { ids, patch } → { changed }, DELETE /api/runs { ids } and
 * POST /api/runs/restore { ids } → { ids } of which it was true.
 */
export const listRuns = z.object({
  /** Words that must all occur, or an expression; `status:running`, `recipe:wgan`, `tag:x`, `#12` narrow either (shared/query/read-query.ts). */
  query: z.string().default(''),
  /** A second query that must hold as well, such as a group's `where`. */
  within: z.string().default(''),
  /** Fields of the query language, comma separated, the first counts most; each may say `asc` or `desc`, else `order` is meant. `last:w1` is `metrics.w1`. */
  sort: z.string().default('created'),
  order: z.enum(['ascending', 'descending']).default('descending'),
  /** Left out: `no`, or `all` where the query speaks of `archived` itself. */
  archived: z.enum(['no', 'yes', 'all']).optional(),
  deleted: z.enum(['no', 'yes']).default('no'),
  /** Series keys, comma separated (shared/query/series-list.ts), whose summary comes with each run. */
  series: z.string().default(''),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type ListRuns = z.input<typeof listRuns>;
export type RunQuery = z.output<typeof listRuns>;
export interface RunRow extends Run {
  series: Record<string, SeriesSummary>;
  sweep: string | null;
}
export interface RunList {
  runs: RunRow[];
  total: number;
  counts: Record<(typeof runStatuses)[number], number>;
  /** How the query was understood. */
  as: 'words' | 'expression';
  /** What is well said and still finds nothing: keys that no run has. */
  hints: Issue[];
}

export const listGroups = listRuns.omit({ series: true }).extend({
  /** Fields, comma separated: runs that have the same values in all of them are one group. */
  group: z.string().min(1),
  /** Fields, comma separated, of which each group says what they come to. */
  columns: z.string().default(''),
  /**
   * `count`, a grouped field, or any other by its mean; `min(metrics.w1)`, `max(…)`, `median(…)`, `mean(…)`, `std(…)` say which. As for
   * runs several, each with `asc` or `desc`.
   */
  sort: z.string().default('count'),
});
export type ListGroups = z.input<typeof listGroups>;
export interface GroupList {
  groups: RunGroup[];
  /** Of groups, and of the runs in them. */
  total: number;
  runs: number;
  hints: Issue[];
}
export interface RunGroup {
  /** A query that finds exactly its runs among those that were grouped. */
  where: string;
  /** As grouped by; null where it is missing, a list for tags. */
  values: GroupValue[];
  count: number;
  counts: Partial<Record<(typeof runStatuses)[number], number>>;
  columns: Aggregate[];
}
/** `group` as in listGroups. */
export const askGrouped = z.strictObject({ ids: z.array(z.string()).max(2000), group: z.string().min(1) });
export interface GroupedRuns {
  where: string;
  values: GroupValue[];
  ids: string[];
}
export type GroupValue = number | string | boolean | string[] | null;

/** What a column comes to in a group. NaN and ±Infinity travel as in shared/number-json.ts. */
export interface Aggregate {
  /** Runs that have it, and those of them where it is a number and not NaN. */
  count: number;
  numbers: number;
  nan: number;
  /** The one value of all that have it; left out where they differ. */
  same?: GroupValue;
  /** Of the numbers; null where there are none. `std` is of the sample (n − 1), null for fewer than two. */
  mean: number | null;
  std: number | null;
  min: number | null;
  max: number | null;
  median: number | null;
  /** The run with the lowest or highest, whichever is better; null where the column has no better side. */
  best: { run: string; number: number; name: string; value: number } | null;
}

export const askKeys = z.object({
  prefix: z.string().max(300).default(''),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
export interface KeyList {
  /** As a query has them; beginning with the prefix first, then those that contain it. */
  keys: { key: string; help: string }[];
  /** More than these. */
  more: boolean;
}
export const askValues = askKeys.extend({ field: z.string().min(1) });
export interface ValueList {
  values: { value: GroupValue; count: number }[];
  more: boolean;
}

export const createRun = z.strictObject({
  config: configInput,
  start: z.enum(['now', 'queue']).default('now'),
  /** Where it trains; left out: on the studio's machine. */
  on: placement.optional(),
});
export type CreateRun = z.input<typeof createRun>;

export const patchRun = z.strictObject({
  name: runName.optional(),
  notes: z.string().max(100_000).optional(),
  tags: z.array(z.string().min(1).max(60)).max(50).optional(),
  archived: z.boolean().optional(),
  color: z.int().min(0).max(11).optional(),
});
export type PatchRun = z.infer<typeof patchRun>;
export const manyRuns = z.strictObject({ ids: z.array(z.string()).min(1).max(100_000) });
export const askDetails = z.strictObject({ ids: z.array(z.string()).min(1).max(200) });
export const patchRuns = manyRuns.extend({ patch: patchRun });

/** `set` takes dotted keys of the config: `params.lambda`, `steps`, `recording.samplesEvery`. */
export const forkRun = z.strictObject({
  /** A checkpoint's step; the last one when left out. */
  step: z.int().min(0).optional(),
  set: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
  name: runName.optional(),
  start: z.enum(['now', 'queue']).default('now'),
  on: placement.optional(),
});
export type ForkRun = z.input<typeof forkRun>;

export const resumeRun = z.strictObject({
  /** A checkpoint's step to go back to, forgetting what came after; the step at which the run began for its start. Left out: the last one. */
  step: z.int().min(0).optional(),
  /** Left out: where it trained last. */
  on: placement.optional(),
});
export type ResumeRun = z.input<typeof resumeRun>;

export interface RunDetail {
  run: Run;
  /** Why nothing of it can be recorded at present (a full disk), though it waits for that; null where all is well. */
  obstacle: string | null;
  /** Its job in a cluster's queue, or its last one; null where it trains on the studio's machine. */
  job: JobInfo | null;
  series: SeriesSummary[];
  distributions: { key: string; count: number; firstStep: number; lastStep: number }[];
  probes: { probe: string; kind: SampleKind; count: number; firstStep: number; lastStep: number }[];
  /** What health rules found, by step. */
  findings: Finding[];
  checkpoints: CheckpointEntry[];
  forks: { run: string; number: number; name: string; step: number }[];
}
export interface CheckpointEntry {
  id: number;
  run: string;
  step: number;
  bytes: number;
  sha256: string;
  createdAt: number;
  /** `missing`: its file is not in its place now, such as on a disk that is away. `damaged`: it was read and is not what was recorded. */
  state: 'there' | 'missing' | 'damaged';
}
export interface LogLine {
  id: number;
  time: number;
  step: number;
  level: 'info' | 'warning' | 'error';
  sentence: string;
}
