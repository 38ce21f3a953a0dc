import { Hono } from 'hono';
import { parse } from 'yaml';
import { askSweep, askSweepDetail, type SweepDetail, type SweepPreview } from '../../shared/api/sweeps.ts';
import { StudioError } from '../../shared/errors.ts';
import { issuesOf } from '../../shared/resolve-config.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { hasEnded } from '../../shared/run.ts';
import { expandSweep, type SweepPlan, sweepPlan, type SweepRun } from '../../shared/sweep.ts';
import { readJson, readQuery } from './body.ts';
import type { Parts } from './parts.ts';
import { json } from './responses.ts';

const shownNames = 8;

/** The routes of shared/api/sweeps.ts. */
export function sweepRoutes(parts: Parts): Hono {
  const { store, runs } = parts;
  const routes = new Hono();

  routes.get('/', () => json(store.sweeps.list()));

  routes.post('/preview', async ({ req }) => {
    const { plan, wanted } = checked(parts, (await readJson(req.raw, askSweep)).plan);
    const names = wanted.slice(0, shownNames).map(({ config }) => String(config.name));
    return json({ plan, runs: wanted.length, names } satisfies SweepPreview);
  });

  routes.post('/', async ({ req }) => {
    const asked = await readJson(req.raw, askSweep);
    const { plan, wanted } = checked(parts, asked.plan);
    let id = '';
    runs.createMany(
      wanted.map(({ config }) => config),
      (made) => {
        const placed = wanted.map(({ variant, at, place, seed }, which) => ({ run: made[which].id, variant, at, place, seed }));
        id = store.sweeps.create({ plan, runs: placed }).id;
      },
      asked.on,
    );
    return json(sweepOf(parts, id).sweep, 201);
  });

  routes.get('/:id', ({ req }) => {
    const { series } = readQuery(req.raw, askSweepDetail);
    const id = req.param('id');
    const detail: SweepDetail = { ...sweepOf(parts, id), runs: store.sweeps.runs(id, series), series: store.sweeps.series(id) };
    return json(detail);
  });

  routes.post('/:id/stop', ({ req }) => {
    const { sweep } = sweepOf(parts, req.param('id'));
    const going = store.sweeps.runs(sweep.id, '').filter(({ status }) => !hasEnded(status));
    return json({ stopped: runs.stopMany(going.map(({ run }) => run)).length });
  });

  return routes;
}

function sweepOf({ store }: Parts, id: string) {
  const found = store.sweeps.get(id);
  if (found === null) throw new StudioError('not-found', `There is no sweep "${id}" in this workspace.`);
  return found;
}

/** Every run's config, whole; the first that makes no sense refuses the sweep. @throws StudioError invalid with its issues */
function checked(
  parts: Parts,
  written: string | Record<string, unknown>,
): { plan: SweepPlan; wanted: (SweepRun & { config: RunConfig })[] } {
  const input = typeof written === 'string' ? readYaml(written) : written;
  const parsed = sweepPlan.safeParse(input);
  if (!parsed.success) {
    const issues = issuesOf(parsed.error, input);
    throw new StudioError('invalid', `The plan of the sweep makes no sense: ${issues[0].message}`, { issues });
  }
  const wanted = expandSweep(parsed.data, parts.catalogue).map((run) => ({ ...run, config: resolved(parts, run) }));
  return { plan: parsed.data, wanted };
}

function resolved(parts: Parts, { config, variant, place }: SweepRun): RunConfig {
  try {
    return parts.resolve(config);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const where = Object.entries(place).map(([key, value]) => `${key} = ${value}`);
    const issues = error.issues ?? [];
    const first = issues[0]?.message ?? error.message;
    throw new StudioError(
      'invalid',
      `The variant ${variant}${where.length > 0 ? ` at ${where.join(', ')}` : ''} makes no sense: ${first}`,
      { issues },
    );
  }
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch (cause) {
    throw new StudioError('invalid', `The plan is no YAML: ${(cause as Error).message.split('\n')[0]}`, { cause });
  }
}
