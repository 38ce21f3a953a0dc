import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { assetResponse, type Assets } from './assets.ts';
import { changeRoutes } from './changes.ts';
import { clusterRoutes } from './cluster.ts';
import { configRoutes, datasetRoutes } from './configs.ts';
import { curveRoutes } from './curves.ts';
import { distanceRoutes } from './distances.ts';
import { distributionRoutes } from './distributions.ts';
import { exportRoutes } from './exports.ts';
import { extensionRoutes, runExtensionRoutes } from './extensions.ts';
import { checkpointRoutes } from './latents.ts';
import { importanceRoutes } from './importance.ts';
import { artifactRoutes, importRoutes } from './imports.ts';
import { isMlflow } from './mlflow/addresses.ts';
import { mlflowRoutes } from './mlflow/routes.ts';
import { nativeRoutes } from './native.ts';
import type { Parts } from './parts.ts';
import { pictureRoutes } from './pictures.ts';
import { problemResponse, unknownRoute } from './problem.ts';
import { publishedRoutes } from './published.ts';
import { runRoutes } from './runs.ts';
import { runSampleRoutes, sampleRoutes } from './samples.ts';
import { sweepRoutes } from './sweeps.ts';
import { workspaceRoutes } from './workspace.ts';

export interface Api {
  fetch(request: Request): Promise<Response>;
  /** Such as `GET /api/runs/:id`, for the test that every one is tested. */
  routes: string[];
  /** Ends the open event streams. */
  close(): void;
}

/** The only HTTP of the studio: its nouns under /api, and the pages everywhere else. */
export function openApi(parts: Parts, assets: Assets | undefined): Api {
  const changes = changeRoutes(parts.runs.changes);
  const app = new Hono();
  app.route('/api/runs', runRoutes(parts));
  app.route('/api/runs', distributionRoutes(parts));
  app.route('/api/runs', runSampleRoutes(parts));
  app.route('/api/runs', importanceRoutes(parts));
  app.route('/api/runs', distanceRoutes(parts));
  app.route('/api/curves', curveRoutes(parts));
  app.route('/api/samples', sampleRoutes(parts));
  app.route('/api/checkpoints', checkpointRoutes(parts));
  app.route('/api/pictures', pictureRoutes());
  app.route('/api/configs', configRoutes(parts));
  app.route('/api/datasets', datasetRoutes(parts));
  app.route('/api/changes', changes.routes);
  app.route('/api/sweeps', sweepRoutes(parts));
  app.route('/api/exports', exportRoutes(parts));
  app.route('/api/native', nativeRoutes(parts));
  app.route('/api/published', publishedRoutes(parts));
  app.route('/api/cluster', clusterRoutes(parts));
  app.route('/api/imports', importRoutes(parts));
  app.route('/api/extensions', extensionRoutes(parts));
  app.route('/api/runs', artifactRoutes(parts));
  app.route('/api/runs', runExtensionRoutes(parts));
  app.route('/api', workspaceRoutes(parts));
  app.all('/api', unknownRoute);
  app.all('/api/*', unknownRoute);
  app.get('*', ({ req }) => assetResponse(req.raw, assets));
  app.notFound(unknownRoute);
  app.onError((error) => problemResponse(error));
  const mlflow = mlflowRoutes({ store: parts.store, announce: parts.runs.changes.announce, incoming: emptyIncoming(parts) });
  const routes = app.routes.map(({ method, path }) => `${method} ${path}`);
  const fetch = async (request: Request) => (isMlflow(new URL(request.url).pathname) ? mlflow : app).fetch(request);
  return { fetch, routes: [...new Set(routes)], close: changes.close };
}

/** Beside the objects, so that what has arrived is kept by being moved; what a kill cut off there is deleted. */
function emptyIncoming({ store }: Parts): string | null {
  if (store.folder === ':memory:') return null;
  const incoming = join(store.folder, 'objects', 'uploads');
  rmSync(incoming, { recursive: true, force: true });
  return incoming;
}
