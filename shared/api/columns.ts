import { z } from 'zod';
import { listRuns } from './runs.ts';

/**
 * POST /api/runs/columns     AskColumns → Arrow IPC stream, one row a run, oldest first: `number` float64 · `id`, `name` utf8 · then the asked
 *        fields as columns `0`, `1`, … : float64 where all that is recorded are numbers (null: missing, NaN as it is; times in unix ms,
 *        durations in ms), else utf8, each value as a query writes it: "batch", 64, True, ["gp", "lr"].
 *        Metadata: `fields`, JSON of ColumnEntry[] · `total`, how many runs match · where more match than `limit`, the newest are there.
 * GET  /api/runs/telling?…   → TellingKeys   what tells these runs apart, and what they have recorded: columns worth looking at
 */
const asked = listRuns.pick({ query: true, within: true, archived: true, deleted: true });
export const mostColumns = 64;
export const askColumns = asked.extend({
  /** Only of these runs; archived and deleted ones among them are there too. */
  ids: z.array(z.string()).max(100_000).optional(),
  /** Fields of the query language, comma separated. */
  columns: z.string().default(''),
  limit: z.int().min(1).max(100_000).default(100_000),
});
export type AskColumns = z.input<typeof askColumns>;

export interface ColumnEntry {
  /** As the query language writes it. */
  field: string;
  kind: ColumnKind;
}
export type ColumnKind = 'number' | 'time' | 'duration' | 'text' | 'boolean' | 'list';

export const askTelling = asked;
export type AskTelling = z.input<typeof askTelling>;
export interface TellingKeys {
  /** Scalars of the config that differ between the runs; those with a few values that many runs share stand first. */
  values: { field: string; distinct: number; count: number }[];
  /** Series by how many of the runs have them. */
  metrics: { field: string; count: number }[];
  /** Of how many runs; fewer than all where they are very many, spread evenly over them. */
  looked: number;
  total: number;
}
