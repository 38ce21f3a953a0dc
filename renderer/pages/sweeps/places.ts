import type { SweepRunRow } from '../../../shared/api/sweeps.ts';

/** A row of a sweep's table: one place with one seed, and the run that each variant has there. */
export interface PlaceRow {
  name: string;
  place: SweepRunRow['place'];
  seed: number;
  byVariant: Map<string, SweepRunRow>;
}

/** In the order in which they come. */
export function placesOf(runs: readonly SweepRunRow[]): PlaceRow[] {
  const rows = new Map<string, PlaceRow>();
  for (const run of runs) {
    const name = `${run.at}/${run.seed}`;
    const row = rows.get(name) ?? { name, place: run.place, seed: run.seed, byVariant: new Map() };
    row.byVariant.set(run.variant, run);
    rows.set(name, row);
  }
  return [...rows.values()];
}
