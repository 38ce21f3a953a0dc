import { Hono } from 'hono';
import { z } from 'zod';
import {
  askDetails,
  askGrouped,
  askKeys,
  askValues,
  createRun,
  forkRun,
  listGroups,
  listRuns,
  manyRuns,
  patchRun,
  patchRuns,
  resumeRun,
  type RunDetail,
} from '../../shared/api/runs.ts';
import { askColumns, askTelling } from '../../shared/api/columns.ts';
import { StudioError } from '../../shared/errors.ts';
import { whyNotOurs } from '../../shared/origin.ts';
import { hasEnded, type Run } from '../../shared/run.ts';
import { seriesName } from '../../shared/series-name.ts';
import { readJson, readOptionalJson, readQuery } from './body.ts';
import { runOf, type Parts } from './parts.ts';
import { arrowType, runColumnsToArrow } from './arrow.ts';
import { binary, json } from './responses.ts';

const commands = ['start', 'pause', 'continue', 'checkpoint', 'stop'] as const;
/** The config's own issues carry its own paths: `params.clip`, not `config.params.clip`. */
const askCreate = createRun.extend({ config: z.unknown() });
const askLog = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

/** The routes of shared/api/runs.ts. */
export function runRoutes(parts: Parts): Hono {
  const { store, runs } = parts;
  const routes = new Hono();

  routes.get('/', ({ req }) => json(store.runs.list(readQuery(req.raw, listRuns))));

  routes.get('/groups', ({ req }) => {
    const entries = parts.catalogue.metrics.flatMap(({ series }) => series);
    return json(store.runs.groups(readQuery(req.raw, listGroups), (key) => seriesName(entries, key).better));
  });
  routes.post('/grouped', async ({ req }) => {
    const { ids, group } = await readJson(req.raw, askGrouped);
    return json(store.runs.inGroups(ids, group));
  });
  routes.post('/columns', async ({ req }) => binary(runColumnsToArrow(store.runs.columns(await readJson(req.raw, askColumns))), arrowType));
  routes.get('/telling', ({ req }) => json(store.runs.telling(readQuery(req.raw, askTelling))));
  routes.get('/keys', ({ req }) => {
    const { prefix, limit } = readQuery(req.raw, askKeys);
    return json(store.runs.keys(prefix, limit));
  });
  routes.get('/values', ({ req }) => {
    const { field, prefix, limit } = readQuery(req.raw, askValues);
    return json(store.runs.values(field, prefix, limit));
  });

  routes.post('/', async ({ req }) => {
    const { config, start, on } = await readJson(req.raw, askCreate);
    return json(runs.create(parts.resolve(config), { start, on }), 201);
  });

  routes.patch('/', async ({ req }) => {
    const { ids, patch } = await readJson(req.raw, patchRuns);
    const changed = store.runs.patchMany(ids, patch);
    runs.changes.announceMany(ids, ['run']);
    return json({ changed });
  });

  routes.delete('/', async ({ req }) => json({ ids: runs.removeMany((await readJson(req.raw, manyRuns)).ids) }));
  routes.post('/restore', async ({ req }) => json({ ids: runs.restoreMany((await readJson(req.raw, manyRuns)).ids) }));

  routes.post('/details', async ({ req }) => {
    const { ids } = await readJson(req.raw, askDetails);
    return json(ids.flatMap((id) => store.runs.get(id) ?? []).map((run) => detailOf(parts, run)));
  });

  routes.get('/:id', ({ req }) => json(detailOf(parts, runOf(parts, req.param('id')))));

  routes.patch('/:id', async ({ req }) => {
    const { id } = runOf(parts, req.param('id'));
    const run = store.runs.patch(id, await readJson(req.raw, patchRun));
    runs.changes.announce({ run: id, kinds: ['run'] });
    return json(run);
  });

  routes.delete('/:id', ({ req }) => json(runs.remove(runOf(parts, req.param('id')).id)));
  routes.post('/:id/restore', ({ req }) => json(runs.restore(runOf(parts, req.param('id')).id)));

  for (const command of commands) {
    routes.post(`/:id/${command}`, ({ req }) => json(ordered(parts, runOf(parts, req.param('id')), command)));
  }

  routes.post('/:id/resume', async ({ req }) => {
    const { id } = runOf(parts, req.param('id'));
    const { step, on } = await readOptionalJson(req.raw, resumeRun);
    await runs.checkResume(id, step);
    return json(runs.resume(id, step, on));
  });

  routes.post('/:id/fork', async ({ req }) => {
    const { id } = runOf(parts, req.param('id'));
    const ask = await readJson(req.raw, forkRun);
    await runs.checkFork(id, ask);
    return json(runs.fork(id, ask), 201);
  });

  routes.get('/:id/lineage', ({ req }) => json(store.runs.family(runOf(parts, req.param('id')).id)));
  routes.get('/:id/log', ({ req }) => {
    const { after, limit } = readQuery(req.raw, askLog);
    return json(store.log.list(runOf(parts, req.param('id')).id, after, limit));
  });

  return routes;
}

/** A run that a script logs is not ours to steer; that it has ended may be said of it. */
function ordered({ store, runs }: Parts, run: Run, command: (typeof commands)[number]): Run {
  if (run.origin === null) return runs[command](run.id);
  if (command !== 'stop' || run.heardAt === null) throw new StudioError('conflict', whyNotOurs(run) ?? '');
  if (hasEnded(run.status)) throw new StudioError('conflict', `Run #${run.number} is ${run.status}; there is nothing to end.`);
  store.tracking.end(run.id);
  runs.changes.announce({ run: run.id, kinds: ['run'] });
  return store.runs.get(run.id)!;
}

function detailOf({ store, runs }: Parts, run: Run): RunDetail {
  return {
    run,
    obstacle: runs.obstacle(run.id),
    job: runs.job(run.id),
    series: store.series.list(run.id),
    distributions: store.distributions.keys(run.id),
    probes: store.samples.probes(run.id),
    checkpoints: store.checkpoints.list(run.id),
    findings: store.findings.list(run.id),
    forks: store.runs.forks(run.id),
  };
}
