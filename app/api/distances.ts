import { Hono } from 'hono';
import { askDistances } from '../../shared/api/distances.ts';
import { ks, w1 } from '../../shared/distribution.ts';
import type { Store } from '../store/store.ts';
import { arrowType, distancesToArrow } from './arrow.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';
import { binary } from './responses.ts';

/** Of the reference: more would be read than a curve shows. */
const mostReferences = 300;

export interface DistanceColumns {
  run: Uint16Array;
  step: Float64Array;
  reference: Float64Array;
  w1: Float64Array;
  ks: Float64Array;
  share: Float64Array;
}

/** POST /api/runs/distances of shared/api/distances.ts. */
export function distanceRoutes({ store }: Parts): Hono {
  const routes = new Hono();
  routes.post('/distances', async ({ req }) =>
    binary(distancesToArrow(distancesOf(store, await readJson(req.raw, askDistances))), arrowType),
  );
  return routes;
}

export function distancesOf(store: Store, { runs, key, reference, count }: ReturnType<typeof askDistances.parse>): DistanceColumns {
  const common = reference === null ? null : store.distributions.read({ run: reference, key, count: mostReferences });
  const rows: number[][] = [];
  runs.forEach((run, at) => {
    const recorded = store.distributions.read({ run, key, count });
    const held = common ?? recorded.slice(0, 1);
    if (held.length === 0) return;
    for (const { step, distribution } of recorded) {
      const other = held.reduce((best, entry) => (Math.abs(entry.step - step) < Math.abs(best.step - step) ? entry : best));
      const distances = [w1(distribution, other.distribution), ks(distribution, other.distribution)];
      rows.push([at, step, other.step, ...distances, distribution.bound?.share ?? Number.NaN]);
    }
  });
  const column = (place: number) => Float64Array.from(rows, (row) => row[place]);
  return {
    ...{ run: Uint16Array.from(rows, ([run]) => run), step: column(1), reference: column(2) },
    ...{ w1: column(3), ks: column(4), share: column(5) },
  };
}
