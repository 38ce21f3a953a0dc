import { Hono } from 'hono';
import type { Parts } from './parts.ts';
import { json } from './responses.ts';

/** Sets that others publish, and the fetching of them: the routes of shared/api/published.ts. */
export function publishedRoutes({ published }: Parts): Hono {
  const routes = new Hono();
  routes.get('/', () => json(published.list()));
  routes.post('/:name', ({ req }) => json(published.start(req.param('name')), 201));
  routes.delete('/:name', async ({ req }) => json(await published.cancel(req.param('name'))));
  return routes;
}
