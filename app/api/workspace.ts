import { Hono } from 'hono';
import { patchSettings, view, type DoctorReport, type WorkspaceInfo } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import { isLive, type Run } from '../../shared/run.ts';
import { cpus, platform, release, totalmem } from 'node:os';
import { readJson } from './body.ts';
import { type Parts, runOf } from './parts.ts';
import { json } from './responses.ts';

/** What belongs to the workspace as a whole: settings, views, doctor, the sample runs. */
export function workspaceRoutes(parts: Parts): Hono {
  const { store, runs, imports } = parts;
  const routes = new Hono();

  routes.get('/catalogue', ({ req }) => {
    const run = req.query('run');
    return json(run === undefined ? parts.catalogue : parts.extensions.catalogue(runOf(parts, run).config.extensions));
  });
  routes.get('/importers', () => json(imports.importers()));
  routes.get('/workspace', () => json(workspaceInfo(parts)));
  routes.get('/doctor', async () => json(await doctor(parts)));

  routes.get('/settings', () => json(store.settings.get()));
  routes.patch('/settings', async ({ req }) => {
    const changed = store.settings.patch(await readJson(req.raw, patchSettings));
    runs.changes.announce({ run: null, kinds: ['settings'] });
    return json(changed);
  });

  routes.get('/tracking', () => json(parts.tracking()));

  routes.get('/views', () => json(store.views.list()));
  routes.put('/views/:id', async ({ req }) => {
    const given = await readJson(req.raw, view);
    if (given.id !== req.param('id'))
      throw new StudioError('invalid', `The view's id is "${given.id}" but its address ends in "${req.param('id')}".`);
    store.views.put(given);
    runs.changes.announce({ run: null, kinds: ['views'] });
    return json(given);
  });
  routes.delete('/views/:id', ({ req }) => {
    store.views.remove(req.param('id'));
    runs.changes.announce({ run: null, kinds: ['views'] });
    return json({});
  });

  routes.post('/sample-workspace', () => json({ runs: sampleRuns(parts) }, 201));
  return routes;
}

function workspaceInfo({ store, runs, catalogue, desktop }: Parts): WorkspaceInfo {
  const { counts } = store.runs.list({ archived: 'all', limit: 1 });
  const live = store.runs.withStatus('starting', 'running', 'paused', 'stopping').filter((run) => isLive(run.status));
  const done = (run: Run) => Math.min(1, run.step / run.config.steps);
  return {
    folder: store.folder,
    bytes: store.bytes(),
    runs: Object.values(counts).reduce((sum, count) => sum + count, 0),
    training: live.length,
    queued: counts.queued,
    progress: live.length === 0 ? null : live.reduce((sum, run) => sum + done(run), 0) / live.length,
    version: catalogue.version,
    desktop: desktop !== null,
    notices: store.notices.list(),
    gpus: runs.gpus(),
  };
}

async function doctor(parts: Parts): Promise<DoctorReport> {
  const { backends } = await parts.runs.ask({ kind: 'backends' });
  const processors = cpus();
  return {
    version: parts.catalogue.version,
    node: process.version,
    platform: `${platform()} ${release()} ${process.arch}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    desktop: parts.desktop,
    backends,
    missing: [
      ...parts.missing(),
      ...backends.filter(({ available }) => !available).map(({ name, sentence }) => ({ what: `backend ${name}`, how: sentence })),
    ],
  };
}

const sampleNotes =
  'One of a pair that differs in one thing, how the critic is kept from being too steep: weights clipped to ±0.1, or a gradient penalty of weight 0.1. ' +
  'Data, seed, networks, RMSProp at 0.001 for both players, batch and critic steps are the same.';

/**
 * Two short runs that differ in one thing: how the critic is kept Lipschitz. Optimiser, rates and decay are the same, at values where both
 * have learnt by their end. Measured with seed 7, W1 from 1.49: clipping at c = 0.1 to 0.31 and 7 modes (at 0.01 to 0.58), the penalty to 0.21 and 8.
 */
function sampleRuns({ store, runs, resolve }: Parts): string[] {
  const recording = { metricsEvery: 50, distributionsEvery: 50, samplesEvery: 50, checkpointEvery: 200 };
  const game = {
    optimizer: 'rmsprop',
    criticRate: 1e-3,
    generatorRate: 1e-3,
    rmspropDecay: 0.99,
    beta1: 0,
    beta2: 0.9,
    batch: 128,
    criticSteps: 5,
  };
  const common = { dataset: 'ring8', steps: 600, seed: 7, recording };
  const configs = [
    resolve({ ...common, recipe: 'wgan', name: 'Sample: weight clipping', params: { ...game, clip: 0.1 } }),
    resolve({ ...common, recipe: 'wgan-gp', name: 'Sample: gradient penalty', params: { ...game, lambda: 0.1 } }),
  ];
  return configs.map((config) => {
    const { id } = runs.create(config, { start: 'queue' });
    store.runs.patch(id, { tags: ['sample'], notes: sampleNotes });
    runs.changes.announce({ run: id, kinds: ['run'] });
    return id;
  });
}
