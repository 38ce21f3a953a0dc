import { z } from 'zod';

/**
 * POST /api/curves/bands     AskBands → Arrow IPC stream, one row a group and place, sorted by (group, x):
 *        group uint16 (index into the asked list) · x float64 · middle float64 · low float64 · high float64 (NaN: no band) · runs uint16
 *        One row of NaN and 0 runs stands where a group has no value between places where it has.
 *        A run's value at a place is the mean of its finite points there; where it has none it is put on the straight line between its
 *        neighbouring values, never beyond its own ends and never over a place where it recorded only NaN or ±Infinity.
 *        Metadata: `width` of a stretch, "" where every recorded place is one · `between`, how many values were put on such lines ·
 *        `nonFinite`, how many recorded ones were left out · `exact` = "true" where every point was looked at by itself, else stretches
 *        begin up to a quarter of their width off.
 */
export const askBands = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        /** `zero` is taken from its times: the start of the run, for an axis of relative time. */
        series: z.array(z.strictObject({ run: z.string(), key: z.string(), zero: z.number().default(0) })).max(2000),
      }),
    )
    .min(1)
    .max(500),
  axis: z.enum(['step', 'time']).default('step'),
  /** Bounds on the axis, inclusive; left out is all. */
  from: z.number().optional(),
  to: z.number().optional(),
  pixels: z.int().min(1).max(8192),
  middle: z.enum(['mean', 'median']).default('mean'),
  /** Of the sample (n − 1) · divided by √n · lowest and highest recorded · the middle 95 % of a thousand resamples (percentile bootstrap). */
  spread: z.enum(['std', 'stderr', 'range', 'bootstrap', 'none']).default('std'),
});
export type AskBands = z.input<typeof askBands>;
