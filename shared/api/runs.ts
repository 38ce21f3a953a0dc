import { z } from 'zod';
import { configInput } from '../run-config.ts';
import { runName } from '../run-name.ts';
import type { runStatuses, Run, SeriesSummary } from '../run.ts';
import type { SampleKind } from '../measurement.ts';

/**
 * GET    /api/runs?…                      → RunList
 * POST   /api/runs          CreateRun     → Run (201)
 * GET    /api/runs/:id                    → RunDetail
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
  /** Words that must occur in name, recipe, dataset, tags or notes; `status:running`, `recipe:wgan`, `tag:x` narrow. */
  query: z.string().default(''),
  /** A field of Run, `params.<key>`, or `last:<series>` / `min:<series>` / `max:<series>`. */
  sort: z.string().default('createdAt'),
  order: z.enum(['ascending', 'descending']).default('descending'),
  archived: z.enum(['no', 'yes', 'all']).default('no'),
  deleted: z.enum(['no', 'yes']).default('no'),
  /** Series keys, comma separated, whose summary comes with each run. */
  series: z.string().default(''),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type ListRuns = z.input<typeof listRuns>;
export type RunQuery = z.output<typeof listRuns>;
export interface RunRow extends Run {
  series: Record<string, SeriesSummary>;
}
export interface RunList {
  runs: RunRow[];
  total: number;
  counts: Record<(typeof runStatuses)[number], number>;
}

export const createRun = z.strictObject({ config: configInput, start: z.enum(['now', 'queue']).default('now') });
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
});
export type ForkRun = z.input<typeof forkRun>;

export const resumeRun = z.strictObject({
  /** A checkpoint's step to go back to, forgetting what came after; the step at which the run began for its start. Left out: the last one. */
  step: z.int().min(0).optional(),
});
export type ResumeRun = z.input<typeof resumeRun>;

export interface RunDetail {
  run: Run;
  /** Why nothing of it can be recorded at present (a full disk), though it waits for that; null where all is well. */
  obstacle: string | null;
  series: SeriesSummary[];
  distributions: { key: string; count: number; firstStep: number; lastStep: number }[];
  probes: { probe: string; kind: SampleKind; count: number; firstStep: number; lastStep: number }[];
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
