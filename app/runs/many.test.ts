import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Change } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { openStudioInTest, type StudioInTest } from './studio-in-test.ts';

let studio: StudioInTest;
let heard: Change[];
beforeEach(() => {
  studio = openStudioInTest({ resolve, today });
  heard = [];
  studio.runs.changes.subscribe((change) => heard.push(change));
});
afterEach(() => studio.close());
const many = 300;
const createMany = () =>
  studio.runs.createMany(
    Array.from({ length: many }, () => tinyConfig({ steps: 1_000_000 })),
    () => {},
  );

it('many runs are queued and stopped with few words, what trains with a checkpoint', async () => {
  const { runs, store } = studio;
  const made = createMany();
  expect(made).toHaveLength(many);
  expect(made[0].status).toBe('starting');
  expect(heard.length).toBeLessThan(10);
  await studio.until(made[0].id, (run) => run.status === 'running');

  heard = [];
  const before = runs.ended(made[many - 1].id);
  expect(runs.stopMany(made.map(({ id }) => id))).toHaveLength(many);
  expect(heard.length).toBeLessThan(10);
  expect(heard).toContainEqual(expect.objectContaining({ run: null, kinds: ['run'] }));
  expect(await before).toMatchObject({ status: 'stopped', sentence: 'Taken from the queue before it began.' });
  const trained = await runs.ended(made[0].id);
  expect(trained).toMatchObject({ status: 'stopped', sentence: `Stopped after step ${trained.step}.` });
  expect(store.runs.list({}).counts).toMatchObject({ stopped: many, queued: 0 });
  expect(runs.stopMany(made.map(({ id }) => id))).toEqual([]);
});

it('many runs leave the queue all or none', () => {
  const { runs, store } = studio;
  const ids = createMany().map(({ id }) => id);
  const update = store.runs.update;
  let room = 100;
  store.runs.update = (...change) => {
    room -= 1;
    if (room < 0) throw new StudioError('disk-full', 'The disk is full.');
    return update(...change);
  };
  expect(() => runs.stopMany(ids)).toThrow(/disk is full/);
  store.runs.update = update;
  expect(store.runs.list({}).counts).toMatchObject({ stopped: 0, queued: many - 1 });
  expect(runs.stopMany(ids)).toHaveLength(many);
});
