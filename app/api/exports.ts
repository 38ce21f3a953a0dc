import { Hono } from 'hono';
import { askExport } from '../../shared/api/studio.ts';
import { readJson } from './body.ts';
import { runOf, type Parts } from './parts.ts';
import { binary } from './responses.ts';

/** POST /api/exports of shared/api/studio.ts. */
export function exportRoutes(parts: Parts): Hono {
  const routes = new Hono();
  routes.post('/', async ({ req }) => {
    const ask = await readJson(req.raw, askExport);
    const { bytes, type, name } = await parts.exportFile({ ...ask, runs: ask.runs.map((reference) => runOf(parts, reference).id) });
    return binary(bytes, type, { 'content-disposition': disposition(name) });
  });
  return routes;
}

/** RFC 6266: a plain name for old readers, the whole one in UTF-8 beside it. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
