import { z } from 'zod';
import type { Spread } from '../importance/importance.ts';
import { askColumns } from './columns.ts';

/**
 * POST /api/runs/importance   AskImportance → lines of JSON (application/x-ndjson) as it is worked out, in a thread of its own: `{ "done": share }` again
 *        and again, the last one `{ "answer": ImportanceAnswer }` or `{ "problem": sentence }`. Who stops reading ends it.
 */
export const fewestRuns = 20;
/** Of more, so many are looked at, spread evenly over them. */
export const mostRuns = 2000;
export const askImportance = askColumns.omit({ limit: true }).extend({
  /** The field to be explained, such as metrics.w1.min: a number. */
  target: z.string().min(1),
  /** What may explain it, comma separated; left out: all of the config that differs between the runs. */
  columns: z.string().default(''),
  seed: z.int().min(0).max(4_294_967_295).default(1),
});
export type AskImportance = z.input<typeof askImportance>;

/** See shared/importance/importance.ts for what is measured. */
export interface ImportanceAnswer {
  target: string;
  /** `log`: the logarithm was explained, since all values are above 0 and the largest is a hundred times the smallest. */
  scale: 'linear' | 'log';
  /** Looked at, of those that have a finite value, of all that match. */
  runs: number;
  finite: number;
  total: number;
  fields: (Spread & { field: string })[];
  /** Beyond what is looked at together. */
  leftOut: number;
  noise: Spread;
  explained: Spread;
}
export type ImportanceLine = { done: number } | { answer: ImportanceAnswer } | { problem: string };
