import { Hono } from 'hono';
import { askImport } from '../../shared/api/imports.ts';
import { StudioError } from '../../shared/errors.ts';
import { readJson } from './body.ts';
import { runOf, type Parts } from './parts.ts';
import { attachment, isKnown, json } from './responses.ts';

/** Runs that other tools logged: the routes of shared/api/imports.ts. */
export function importRoutes({ imports }: Parts): Hono {
  const routes = new Hono();
  routes.post('/preview', async ({ req }) => json(await imports.preview(await readJson(req.raw, askImport), req.raw.signal)));
  routes.post('/', async ({ req }) => json(imports.start(await readJson(req.raw, askImport)), 201));
  routes.get('/', () => json(imports.list()));
  routes.get('/:id', ({ req }) => json(imports.get(req.param('id'))));
  routes.delete('/:id', async ({ req }) => json(await imports.cancel(req.param('id'))));
  return routes;
}

/** Files beside an imported run. They are handed over as files, never shown as pages: anybody may have written them. */
export function artifactRoutes(parts: Parts): Hono {
  const { store } = parts;
  const routes = new Hono();
  routes.get('/:id/artifacts', ({ req }) => json(store.imports.artifacts(runOf(parts, req.param('id')).id)));
  routes.get('/:id/artifacts/*', ({ req }) => {
    const run = runOf(parts, req.param('id'));
    const path = wanted(new URL(req.url).pathname);
    const found = store.imports.artifact(run.id, path);
    if (found === null) throw new StudioError('not-found', `Run #${run.number} has no file ${path}.`);
    const headers = { etag: `"${found.object}"`, 'cache-control': 'private, no-cache' };
    if (isKnown(req.raw, found.object)) return new Response(null, { status: 304, headers });
    const content = store.imports.readArtifact(found.object);
    const response = attachment({ name: path.split('/').at(-1) ?? 'file', type: 'application/octet-stream', content });
    response.headers.set('etag', headers.etag);
    response.headers.set('cache-control', headers['cache-control']);
    response.headers.set('x-content-type-options', 'nosniff');
    return response;
  });
  return routes;
}

/** Everything behind `/artifacts/`, decoded once. */
function wanted(address: string): string {
  const rest = address.slice(address.indexOf('/artifacts/') + '/artifacts/'.length);
  try {
    return decodeURIComponent(rest);
  } catch (cause) {
    throw new StudioError('invalid', 'The address is not properly encoded.', { cause });
  }
}
