import { z } from 'zod';
import type { SampleKind, SampleMeta } from '../measurement.ts';

/**
 * POST /api/curves           AskCurves → Arrow IPC stream (application/vnd.apache.arrow.stream), one row a point, sorted by (series, step):
 *        series uint16 (index into the asked list) · step float64 · time float64 (unix ms) · value float64 (NaN and ±Infinity as they are)
 *        At most four points a pixel and series: the exact first, lowest, highest and last of each stretch. The schema's metadata:
 *        `exact` = "true" where every recorded point is there.
 * GET  /api/runs/:id/distributions?key=…&from=&to=&count=N → safetensors: the recorded distributions of one key, at most N evenly chosen steps
 *        (newest and oldest always): `steps` [k] f64 · `low`,`high`,`min`,`max`,`mean`,`deviation` [k] f64 · `size`,`nonFinite` [k] f64 ·
 *        `counts` [k,bins] f32 · `quantiles` [k,65] f32 · `bound`,`boundShare` [k] f64 (NaN where none). Bins are each row's own low..high; unequal bins of another tool are brought onto equal ones.
 *        Where the number of bins changed on the way, a row's first `bins` [k] f64 counts are its bins and the rest are zero.
 * GET  /api/runs/:id/samples?probe=…  → SampleEntry[] (all steps, ascending)
 * GET  /api/samples/:id               → safetensors with the tensors of shared/measurement.ts; immutable, strong ETag
 * GET  /api/samples/:id/picture.png?columns=N&scale=1&count=N → the grid as a PNG (kind pictures); immutable, strong ETag
 */
export const askCurves = z.strictObject({
  /** A series' own `from` goes before that of all: who has its points up to there asks for what came since. */
  series: z
    .array(z.strictObject({ run: z.string(), key: z.string(), from: z.number().optional() }))
    .min(1)
    .max(2000),
  /** Bounds on the axis, inclusive; left out is all. */
  from: z.number().optional(),
  to: z.number().optional(),
  axis: z.enum(['step', 'time']).default('step'),
  pixels: z.int().min(1).max(8192),
});
export type AskCurves = z.input<typeof askCurves>;

export const askDistributions = z.object({
  key: z.string(),
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
  count: z.coerce.number().int().min(1).max(2000).default(200),
});

export interface SampleEntry {
  id: number;
  run: string;
  step: number;
  probe: string;
  kind: SampleKind;
  /** Shapes of its tensors, so that space can be reserved. */
  shapes: Record<string, number[]>;
  meta: SampleMeta;
  /** sha256 of the content: the ETag. */
  object: string;
}
