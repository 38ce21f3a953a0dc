import { Hono } from 'hono';
import { askBands } from '../../shared/api/bands.ts';
import { askCurves } from '../../shared/api/measurements.ts';
import { arrowType, bandsToArrow, curvesToArrow } from './arrow.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';
import { binary } from './responses.ts';

/** POST /api/curves of shared/api/measurements.ts, and /bands of shared/api/bands.ts. */
export function curveRoutes({ store }: Parts): Hono {
  const routes = new Hono();
  routes.post('/', async ({ req }) => {
    const columns = store.series.curves(await readJson(req.raw, askCurves));
    return binary(curvesToArrow(columns), arrowType);
  });
  routes.post('/bands', async ({ req }) => binary(bandsToArrow(store.series.bands(await readJson(req.raw, askBands))), arrowType));
  return routes;
}
