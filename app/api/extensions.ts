import { Hono } from 'hono';
import { askNew, askTrust, type ExtensionList, type ExtensionText, type KeptText } from '../../shared/api/extensions.ts';
import { readJson } from './body.ts';
import { type Parts, runOf } from './parts.ts';
import { json } from './responses.ts';

/** GET /api/runs/:id/extensions. */
export function runExtensionRoutes(parts: Parts): Hono {
  const routes = new Hono();
  routes.get('/:id/extensions', ({ req }) =>
    json(parts.extensions.keptWith(runOf(parts, req.param('id')).config.extensions) satisfies KeptText[]),
  );
  return routes;
}

/** The routes of shared/api/extensions.ts. */
export function extensionRoutes(parts: Parts): Hono {
  const { extensions } = parts;
  const routes = new Hono();
  routes.get('/', async () => {
    await extensions.settled();
    return json({ folders: extensions.folders(), extensions: extensions.list() } satisfies ExtensionList);
  });
  routes.post('/', async ({ req }) => json(await extensions.begin(await readJson(req.raw, askNew)), 201));
  routes.get('/texts/:sha256', ({ req }) => json({ sha256: req.param('sha256'), text: extensions.text(req.param('sha256')) }));
  routes.post('/trust', async ({ req }) => {
    const { sha256, name } = await readJson(req.raw, askTrust);
    return json({ extension: await extensions.trust(sha256, name) });
  });
  routes.delete('/trust/:sha256', ({ req }) => {
    extensions.distrust(req.param('sha256'));
    return json({});
  });
  routes.post('/:name/check', async ({ req }) => json(await parts.check(req.param('name'))));
  routes.get('/:name', async ({ req }) => {
    await extensions.settled();
    return json(extensions.read(req.param('name')) satisfies ExtensionText);
  });
  return routes;
}
