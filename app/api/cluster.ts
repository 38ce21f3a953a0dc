import { Hono } from 'hono';
import { askCluster } from '../../shared/api/cluster.ts';
import { readOptionalJson } from './body.ts';
import type { Parts } from './parts.ts';
import { json } from './responses.ts';

/** The routes of shared/api/cluster.ts. */
export function clusterRoutes({ runs }: Parts): Hono {
  const routes = new Hono();
  routes.post('/doctor', async ({ req }) =>
    json(await runs.probe({ executor: 'slurm', ...(await readOptionalJson(req.raw, askCluster)) })),
  );
  return routes;
}
