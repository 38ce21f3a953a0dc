import { Hono } from 'hono';
import { askExport } from '../../shared/api/studio.ts';
import { readJson } from './body.ts';
import { runOf, type Parts } from './parts.ts';
import { attachment } from './responses.ts';

/** POST /api/exports of shared/api/studio.ts. */
export function exportRoutes(parts: Parts): Hono {
  const routes = new Hono();
  routes.post('/', async ({ req }) => {
    const ask = await readJson(req.raw, askExport);
    return attachment(await parts.exportFile({ ...ask, runs: ask.runs.map((reference) => runOf(parts, reference).id) }));
  });
  return routes;
}
