import { Hono } from 'hono';
import { stringify } from 'yaml';
import { z } from 'zod';
import { askConfig, askPreview } from '../../shared/api/studio.ts';
import { writeSafetensors } from '../../shared/safetensors.ts';
import { measuringToken } from '../runs/runs.ts';
import { wantedBackend, wantedThreads } from '../runs/where-from.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';
import { binary, json, safetensorsType } from './responses.ts';

/** The config's own issues carry its own paths: `params.clip`, not `config.params.clip`. */
const askAnyConfig = askConfig.extend({ config: z.unknown() });

/** POST /api/configs/resolve and /describe of shared/api/studio.ts. */
export function configRoutes({ store, resolve, runs }: Parts): Hono {
  const routes = new Hono();
  routes.post('/resolve', async ({ req }) => {
    const config = resolve((await readJson(req.raw, askAnyConfig)).config);
    return json({ config, yaml: stringify(config) });
  });
  routes.post('/describe', async ({ req }) => {
    const config = resolve((await readJson(req.raw, askAnyConfig)).config);
    const asTrained = { ...config, backend: wantedBackend(store, config), threads: wantedThreads(store, config) };
    const asked = { newest: measuringToken, signal: req.raw.signal };
    const { description } = await runs.ask({ kind: 'describe', config: asTrained }, asked);
    return json(description);
  });
  routes.get('/describe', () => json({ measuring: runs.measuring() }));
  routes.delete('/describe', () => {
    runs.stopMeasuring();
    return json({});
  });
  return routes;
}

/** POST /api/datasets/preview. */
export function datasetRoutes(parts: Parts): Hono {
  const { resolve, runs } = parts;
  const routes = new Hono();
  routes.post('/preview', async ({ req }) => {
    const { dataset, seed, count } = await readJson(req.raw, askPreview);
    // Any recipe that takes this kind of data resolves the dataset's own params.
    const { catalogue } = parts;
    const kind = catalogue.datasets.find(({ name }) => name === dataset.name)?.kind;
    const recipe = catalogue.recipes.find(({ accepts }) => kind === undefined || accepts.includes(kind));
    const config = resolve({ recipe: recipe?.name ?? '', dataset });
    const { extensions } = config;
    const { preview } = await runs.ask({ kind: 'preview', dataset: config.dataset, seed, count, extensions }, { newest: 'preview' });
    const { tensors, ...rest } = preview;
    return binary(writeSafetensors(tensors, { preview: JSON.stringify(rest) }), safetensorsType);
  });
  return routes;
}
