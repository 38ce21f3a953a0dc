import { Hono } from 'hono';
import { askInstall } from '../../shared/api/native.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';
import { json } from './responses.ts';

/** A library for `native` or `cuda`: what there is to be had, and the having of it. */
export function nativeRoutes({ native }: Parts): Hono {
  const routes = new Hono();
  routes.get('/', async () => json(await native.look()));
  routes.post('/', async ({ req }) => json(await native.start((await readJson(req.raw, askInstall)).use), 201));
  routes.get('/now', () => json(native.now()));
  routes.delete('/now', async () => json(await native.cancel()));
  return routes;
}
