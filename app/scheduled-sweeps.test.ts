import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SweepDetail, SweepEntry } from '../shared/api/sweeps.ts';
import type { Run } from '../shared/run.ts';
import type { RunConfig } from '../shared/run-config.ts';
import { paperAsha, simulate } from '../shared/schedules/simulated.fixtures.ts';
import type { LaunchTrainer } from '../shared/trainer-protocol.ts';
import { openAsker } from './cli/asker.ts';
import { changesOf } from './cli/changes.ts';
import { launchComputed } from './computed-trainer.ts';
import { openStudio } from './studio.ts';

let folder: string;
let closers: (() => Promise<void>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-schedules-'));
  closers = [];
});
afterEach(async () => {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** Some learn fast, some slowly; the eighth loses itself at once and the fifth later. */
const rates = [3, 9, 4, 1, 5, 8, 2, 7, 6].map((rate) => rate / 1e4);
const learns = ({ params }: RunConfig, step: number) => {
  const rate = Number(params.criticRate);
  if ((rate === 7e-4 && step === 2) || (rate === 5e-4 && step === 7)) return Number.NaN;
  return -rate / Math.sqrt(step);
};
const plan = {
  name: 'Rates',
  base: { recipe: 'wgan', dataset: 'ring8', steps: 27, backend: 'cpu', recording: { metricsEvery: 1, checkpointEvery: 2 } },
  vary: { 'params.criticRate': { values: rates } },
  schedule: { kind: 'asha', metric: 'w1', min: 3, max: 27 },
};

function open(gain = learns, options: { startQueued?: boolean } = {}) {
  const jobs: { run: string; until: number | null }[] = [];
  const launchTrainer: LaunchTrainer = (as) => {
    const trainer = launchComputed(gain)(as);
    return {
      ...trainer,
      post(order) {
        if (order.type === 'train') jobs.push({ run: order.run, until: order.until });
        trainer.post(order);
      },
    };
  };
  const studio = openStudio({ workspace: folder, launchTrainer, ...options });
  closers.push(studio.close);
  const { json } = openAsker(studio.fetch, 'http://studio/');
  const door = { ...openAsker(studio.fetch, 'http://studio/'), close: studio.close };
  const detail = (id: string) => json<SweepDetail>('GET', `/api/sweeps/${id}?series=w1`);
  return {
    jobs,
    json,
    detail,
    close: studio.close,
    start: (asked: object = plan) => json<SweepEntry>('POST', '/api/sweeps', { plan: asked }),
    /** Looked at on every change. */
    async until(id: string, holds: (detail: SweepDetail) => boolean): Promise<SweepDetail> {
      const leave = new AbortController();
      for await (const _ of changesOf(door, leave.signal)) {
        const now = await detail(id);
        if (!holds(now)) continue;
        leave.abort();
        return now;
      }
      throw new Error('the studio said no more');
    },
  };
}
const isOver = ({ sweep }: SweepDetail) => sweep.isOver;
/** What is to be the same however often the studio died. */
const outcomeOf = ({ runs, standing }: SweepDetail) =>
  runs.map(({ run, at, status, step, value }) => ({
    at,
    status,
    step,
    value,
    marks: standing!.runs.find((row) => row.run === run)!.marks,
  }));

describe('successive halving over the queue', () => {
  test('trains what Algorithm 2 would, and saves the rest of the steps', async () => {
    const studio = open();
    const { id, isOver: isOverAtOnce } = await studio.start();
    expect(isOverAtOnce).toBe(false);
    const end = await studio.until(id, isOver);
    const at = new Map(end.runs.map((run) => [run.run, run.at]));
    const worth = (of: number, rest: number) => {
      const mark = end.standing!.runs.find(({ run }) => at.get(run) === of)!.marks.find((one) => one.rest === rest)!;
      return mark.as === 'lost' ? 'failed' : mark.value;
    };
    const expected = simulate(paperAsha({ min: 3, max: 27, eta: 3, higher: false }, 9, 1), {
      ...{ workers: 1, seconds: () => 1 },
      outcome: ({ run, rest }) => worth(run, rest),
    });
    expect(studio.jobs.map(({ run, until }) => ({ run: at.get(run), rest: until }))).toEqual(expected);
    expect(end.runs.find(({ place }) => place['params.criticRate'] === 9e-4)).toMatchObject({ status: 'finished', step: 27 });
    expect(end.runs.filter(({ status }) => status === 'failed').map(({ at: place, step }) => [place, step])).toEqual([[7, 2]]);
    const trained = end.runs.reduce((sum, { step }) => sum + step, 0);
    expect(end.standing).toMatchObject({ rests: [3, 9, 27], trained, whole: 9 * 27 });
    expect(trained).toBeLessThan(0.4 * 9 * 27);
    expect(end.sweep).toMatchObject({ isOver: true, isHeld: false, schedule: 'asha', ended: 9 });
  });

  test('goes on by itself when a closed studio opens again, to the same end', async () => {
    const whole = open();
    const reference = outcomeOf(await whole.until((await whole.start()).id, isOver));
    await whole.close();
    rmSync(folder, { recursive: true, force: true });

    let studio = open();
    const { id } = await studio.start();
    for (const ended of [1, 4, 9, 11]) {
      await studio.until(id, () => studio.jobs.length >= Math.min(2, ended));
      await studio.close();
      studio = open();
    }
    expect(outcomeOf(await studio.until(id, isOver))).toEqual(reference);
  });

  test('waits while it is held, and a run that was stopped by hand is left where it is', async () => {
    const studio = open();
    const { id } = await studio.start();
    const begun = await studio.until(id, ({ runs }) => runs.some(({ step }) => step > 0));
    const byHand = begun.runs.at(-1)!;
    await studio.json('POST', `/api/runs/${byHand.run}/stop`);
    await studio.json('POST', `/api/sweeps/${id}/stop`);
    const held = await studio.until(id, ({ sweep }) => sweep.ended === sweep.runs);
    expect(held.sweep).toMatchObject({ isHeld: true, isOver: false });
    const before = studio.jobs.length;
    await studio.close();

    const later = open();
    expect((await later.detail(id)).sweep).toMatchObject({ isHeld: true, isOver: false });
    expect(later.jobs).toEqual([]);
    expect(before).toBeLessThan(9);
    expect(await later.json('POST', `/api/sweeps/${id}/resume`)).toMatchObject({ isHeld: false });
    const end = await later.until(id, isOver);
    expect(end.runs.find(({ run }) => run === byHand.run)).toMatchObject({ status: 'stopped', step: 0 });
    expect(end.standing!.runs.find(({ run }) => run === byHand.run)!.marks).toEqual([]);
    await later.json('POST', `/api/runs/${byHand.run}/resume`);
    const resumed = await later.until(id, ({ runs }) => runs.find(({ run }) => run === byHand.run)!.status === 'finished');
    expect(resumed.standing!.runs.find(({ run }) => run === byHand.run)!.marks).toHaveLength(3);
  });

  test('is driven by nobody in a studio that only looks, but where it was begun there', async () => {
    const looks = open(learns, { startQueued: false });
    const { id } = await looks.start();
    await looks.until(id, () => looks.jobs.length > 2);
    await looks.close();
    const other = open(learns, { startQueued: false });
    expect((await other.detail(id)).sweep.isOver).toBe(false);
    expect(other.jobs).toEqual([]);
    await other.json('POST', `/api/sweeps/${id}/resume`);
    expect((await other.until(id, isOver)).runs.some(({ status }) => status === 'finished')).toBe(true);
  });
});

describe('population-based training over the queue', () => {
  const population = {
    ...plan,
    vary: { 'params.judgeRate': { values: [...rates] } },
    schedule: { kind: 'pbt', metric: 'w1', interval: 9, resample: 0 },
  };

  test('forks the best in place of the worst, with their weights and other params, generation after generation', async () => {
    const studio = open();
    const { id } = await studio.start(population);
    const { runs, standing, sweep } = await studio.until(id, isOver);
    expect(sweep).toMatchObject({ isOver: true, schedule: 'pbt' });
    const forks = standing!.runs.filter(({ parent }) => parent !== null);
    // Two generations end before the last: of nine two each, and the one that failed at step 2 and the one at step 7 are among them.
    expect(forks).toHaveLength(4);
    expect(forks.map(({ parent }) => parent!.step)).toEqual([9, 9, 18, 18]);
    expect(standing).toMatchObject({ rests: [9, 18, 27], whole: 9 * 27 });
    const byId = new Map(runs.map((run) => [run.run, run]));
    for (const { run, parent } of forks) {
      const [fork, donor] = [byId.get(run)!, byId.get(parent!.run)!];
      const [at, of] = [fork, donor].map(({ place }) => rates.toSorted().indexOf(Number(place['params.judgeRate'])));
      expect([at, of].every((place) => place >= 0)).toBe(true);
      const { run: stored } = await studio.json<{ run: Run }>('GET', `/api/runs/${run}`);
      expect(stored.config.params.criticRate).toBe(fork.place['params.judgeRate']);
      expect(stored.name).toMatch(new RegExp(`from #${donor.number} at ${parent!.step}$`));
    }
    const marksOf = (run: string) => standing!.runs.find((row) => row.run === run)!.marks;
    for (const { run, parent, marks } of forks) {
      // Its level goes on from where the other's stood, at its own rate.
      const begun = marksOf(parent!.run).find(({ rest }) => rest === parent!.step)!.value;
      const rate = Number(byId.get(run)!.place['params.judgeRate']);
      const gained = Array.from({ length: 9 }, (_, more) => rate / Math.sqrt(parent!.step + 1 + more)).reduce((sum, gain) => sum + gain, 0);
      expect(marks[0].value).toBeCloseTo(begun - gained, 10);
    }
    const replaced = standing!.runs.filter(({ marks }) => marks.some(({ as }) => as === 'replaced' || as === 'lost'));
    expect(replaced).toHaveLength(4);
    expect(runs.filter(({ status }) => status === 'finished')).toHaveLength(9);
  });
});

describe('a plan that makes no sense is refused with its reason', () => {
  const refusal = async (changes: object, sentence: RegExp) => {
    const { json } = open();
    const asked = { ...plan, ...changes };
    await expect(json('POST', '/api/sweeps/preview', { plan: asked })).rejects.toThrow(sentence);
  };
  test.each<[string, object, RegExp]>([
    ['a metric that there is not', { schedule: { ...plan.schedule, metric: 'w2' } }, /no series w2.*nothing to judge by.*mean w1/],
    ['a metric with no better side', { schedule: { ...plan.schedule, metric: 'loss/critic' } }, /better lower or higher/],
    ['a metric that is measured too seldom', { base: { ...plan.base, recording: { metricsEvery: 2 } } }, /every 2 steps.*at step 3/],
    ['a metric that is never measured', { base: { ...plan.base, recording: { metricsEvery: 0 } } }, /metricsEvery is 0/],
    ['too few places', { schedule: { ...plan.schedule, max: 81 } }, /From 9 configurations none would come to step 81/],
    ['an unknown kind', { schedule: { kind: 'hyperband' } }, /schedule/],
    [
      'a population whose networks would change',
      { vary: { 'params.criticWidth': { values: [3, 4] } }, schedule: { kind: 'pbt', metric: 'w1', interval: 3 } },
      /keeps its networks.*criticWidth/,
    ],
    [
      'a population whose params would leave what they take',
      { how: 'random', vary: { 'params.clip': { from: -1, to: 0.1 } }, schedule: { kind: 'pbt', metric: 'w1', interval: 3 } },
      /clip/,
    ],
    [
      'steps that differ',
      { vary: { steps: { values: [27, 54, 81] } }, schedule: { kind: 'asha', metric: 'w1', min: 3 } },
      /different steps/,
    ],
  ])('%s', (_, changes, sentence) => refusal(changes, sentence));

  test('and one that leaves things out is completed', async () => {
    const { json } = open();
    const asked = { ...plan, schedule: { kind: 'asha', metric: 'metrics.w1.min', min: 3 } };
    expect(await json('POST', '/api/sweeps/preview', { plan: asked })).toMatchObject({
      ...{ runs: 9, rests: [3, 9, 27] },
      plan: { schedule: { better: 'lower', max: 27, eta: 3 } },
    });
  });

  test('a run’s own page says where it rests', async () => {
    const studio = open();
    const { id } = await studio.start();
    const { runs } = await studio.until(id, isOver);
    const rested = runs.find(({ status }) => status === 'stopped')!;
    const { run } = await studio.json<{ run: Run }>('GET', `/api/runs/${rested.run}`);
    expect(run.sentence).toMatch(/^Rests after step \d+; its sweep says/);
    expect(run.until).toBe(run.step);
  });
});
