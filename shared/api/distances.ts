import { z } from 'zod';

/**
 * POST /api/runs/distances   AskDistances → Arrow IPC stream, one row a run and recorded step, sorted by (run, step): `run` uint16 (index into the
 *        asked list) · `step` float64 · `reference` float64, the step of the reference that it was held against: the recorded one that is
 *        nearest · `w1`, `ks` float64 (NaN where either has no finite value) · `share` float64, of values at the bound (NaN where there is none)
 */
export const askDistances = z.strictObject({
  runs: z.array(z.string()).min(1).max(100),
  key: z.string().min(1),
  /** A run; null: each run against its own first recorded step. */
  reference: z.string().nullable(),
  /** Steps of each run at most, evenly chosen, first and last always. */
  count: z.int().min(1).max(300).default(40),
});
export type AskDistances = z.input<typeof askDistances>;
