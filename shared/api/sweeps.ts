import { z } from 'zod';
import { placement } from '../placement.ts';
import type { RunStatus } from '../run.ts';
import type { SchedulePlan } from '../schedules/index.ts';
import type { Standing } from '../schedule-standing.ts';
import type { Place } from '../places.ts';
import type { SweepPlan } from '../sweep.ts';

/**
 * GET  /api/sweeps                        → SweepEntry[]
 * POST /api/sweeps/preview  AskSweep      → SweepPreview   nothing is stored
 * POST /api/sweeps          AskSweep      → SweepEntry (201): every config is checked before the first run is stored
 * GET  /api/sweeps/:id?series=KEY         → SweepDetail    with the last value of that series for each run
 * POST /api/sweeps/:id/stop               → { stopped }    live and queued runs; a schedule is held
 * POST /api/sweeps/:id/resume             → SweepEntry     a schedule that was held, or whose studio died, goes on
 * A plan comes as a map, or as YAML text; `schedule` takes the place of the plan's own (shared/schedules/).
 */
export const askSweep = z.strictObject({
  plan: z.union([z.string().max(100_000), z.record(z.string(), z.unknown())]),
  schedule: z.record(z.string(), z.unknown()).optional(),
  /** Where its runs train; left out: on the studio's machine. */
  on: placement.optional(),
});
export const askSweepDetail = z.object({ series: z.string().max(200).default('') });

export interface SweepEntry {
  id: string;
  name: string;
  createdAt: number;
  /** How many runs it has, and how many of them ended. */
  runs: number;
  ended: number;
  schedule: SchedulePlan['kind'];
  /** Its schedule sends nobody further until it is resumed. */
  isHeld: boolean;
  /** Nobody trains, waits, or goes on. */
  isOver: boolean;
}

export interface SweepPreview {
  plan: SweepPlan;
  runs: number;
  /** The steps at which its schedule has them rest, the last one their end. */
  rests: number[];
  /** The first few. */
  names: string[];
}

export interface SweepDetail {
  sweep: SweepEntry;
  plan: SweepPlan;
  runs: SweepRunRow[];
  /** Series that its runs have, by name. */
  series: string[];
  /** Null where every run is trained to its end. */
  standing: Standing | null;
}
export interface SweepRunRow {
  run: string;
  number: number;
  name: string;
  status: RunStatus;
  step: number;
  color: number;
  variant: string;
  at: number;
  place: Place;
  seed: number;
  /** Last value of the asked series; null where there is none. NaN and ±Infinity as strings (shared/number-json.ts). */
  value: number | null;
}
