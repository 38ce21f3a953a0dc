import { Hono } from 'hono';
import { parse } from 'yaml';
import type { z } from 'zod';
import { askSweep, askSweepDetail, type SweepDetail, type SweepEntry, type SweepPreview } from '../../shared/api/sweeps.ts';
import { type Issue, StudioError } from '../../shared/errors.ts';
import { issuesOf } from '../../shared/resolve-config.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { hasEnded } from '../../shared/run.ts';
import { completeSchedule } from '../../shared/schedule-issues.ts';
import { standing } from '../../shared/schedule-standing.ts';
import { scheduleOf } from '../../shared/schedules/index.ts';
import { expandSweep, type SweepPlan, sweepPlan, type SweepRun } from '../../shared/sweep.ts';
import type { StoredSweep } from '../store/store.ts';
import { readJson, readQuery } from './body.ts';
import type { Parts } from './parts.ts';
import { json } from './responses.ts';

const shownNames = 8;

/** The routes of shared/api/sweeps.ts. */
export function sweepRoutes(parts: Parts): Hono {
  const { store, runs } = parts;
  const routes = new Hono();

  routes.get('/', () => json(store.sweeps.list().map((sweep) => entryOf(parts, sweep))));

  routes.post('/preview', async ({ req }) => {
    const { plan, wanted } = checked(parts, await readJson(req.raw, askSweep));
    const names = wanted.slice(0, shownNames).map(({ config }) => String(config.name));
    return json({ plan, runs: wanted.length, rests: restsOf(plan), names } satisfies SweepPreview);
  });

  routes.post('/', async ({ req }) => {
    const asked = await readJson(req.raw, askSweep);
    const { plan, wanted } = checked(parts, asked);
    const [first = null] = restsOf(plan);
    let id = '';
    runs.createMany(
      wanted.map(({ config }) => config),
      (made) => {
        const placed = wanted.map(({ variant, at, place, seed }, which) => ({ run: made[which].id, variant, at, place, seed }));
        if (first !== null) for (const { run } of placed) store.runs.update(run, { until: first });
        id = store.sweeps.create({ plan, runs: placed }).id;
      },
      asked.on,
    );
    if (plan.schedule.kind !== 'none') runs.schedules.drive(id);
    return json(entryOf(parts, sweepOf(parts, id).sweep), 201);
  });

  routes.get('/:id', ({ req }) => {
    const { series } = readQuery(req.raw, askSweepDetail);
    const id = req.param('id');
    const { sweep, plan } = sweepOf(parts, id);
    const detail: SweepDetail = {
      sweep: entryOf(parts, sweep),
      plan,
      runs: store.sweeps.runs(id, series),
      series: store.sweeps.series(id),
      standing: plan.schedule.kind === 'none' ? null : standing(plan.schedule, runs.schedules.entrants(id), plan),
    };
    return json(detail);
  });

  routes.post('/:id/stop', ({ req }) => {
    const { sweep } = sweepOf(parts, req.param('id'));
    if (sweep.schedule !== 'none') return json({ stopped: runs.schedules.hold(sweep.id).length });
    const going = store.sweeps.runs(sweep.id, '').filter(({ status }) => !hasEnded(status));
    return json({ stopped: runs.stopMany(going.map(({ run }) => run)).length });
  });

  routes.post('/:id/resume', ({ req }) => {
    const { sweep } = sweepOf(parts, req.param('id'));
    if (sweep.schedule === 'none') {
      throw new StudioError('conflict', `The sweep ${sweep.name} has no schedule; resume its runs one by one.`);
    }
    runs.schedules.drive(sweep.id);
    return json(entryOf(parts, sweepOf(parts, sweep.id).sweep));
  });

  return routes;
}

function entryOf({ runs }: Parts, sweep: StoredSweep): SweepEntry {
  const isOver = sweep.schedule === 'none' ? sweep.ended === sweep.runs : runs.schedules.isOver(sweep.id);
  return { ...sweep, isOver };
}

function restsOf({ schedule }: SweepPlan): number[] {
  return scheduleOf(schedule).rests(schedule);
}

function sweepOf({ store }: Parts, id: string) {
  const found = store.sweeps.get(id);
  if (found === null) throw new StudioError('not-found', `There is no sweep "${id}" in this workspace.`);
  return found;
}

/** Every run's config, whole; the first that makes no sense refuses the sweep. @throws StudioError invalid with its issues */
function checked(
  parts: Parts,
  { plan: written, schedule }: z.output<typeof askSweep>,
): { plan: SweepPlan; wanted: (SweepRun & { config: RunConfig })[] } {
  const given = typeof written === 'string' ? readYaml(written) : written;
  const input = schedule === undefined ? given : { ...(given as object), schedule };
  const parsed = sweepPlan.safeParse(input);
  if (!parsed.success) throw refused(issuesOf(parsed.error, input));
  const plan = parsed.data;
  const wanted = expandSweep(plan, parts.catalogue).map((run) => ({ ...run, config: resolved(parts, run) }));
  const { length: variants } = Object.keys(plan.variants);
  const { length: seeds } = plan.seeds;
  const complete = completeSchedule(
    plan,
    wanted.map(({ config }) => config),
    { variants, places: wanted.length / seeds / variants, seeds },
    parts.catalogue,
  );
  if ('issues' in complete) throw refused(complete.issues);
  return { plan: { ...plan, schedule: complete.plan }, wanted };
}

function refused(issues: Issue[]): StudioError {
  return new StudioError('invalid', `The plan of the sweep makes no sense: ${issues[0].message}`, { issues });
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
