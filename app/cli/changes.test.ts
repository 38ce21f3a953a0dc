import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeRoutes, type ChangeRoutes } from '../api/changes.ts';
import { problemResponse } from '../api/problem.ts';
import { openChanges } from '../runs/changes.ts';
import { openAsker, type Asker } from './asker.ts';
import { changesOf } from './changes.ts';

let changes: ReturnType<typeof openChanges>;
let api: ChangeRoutes;
let door: Asker;
let stop: AbortController;
beforeEach(() => {
  changes = openChanges(Date.now);
  api = changeRoutes(changes);
  const studio = new Hono().route('/api/changes', api.routes);
  studio.onError((error) => problemResponse(error));
  door = openAsker(async (request) => studio.fetch(request), 'http://studio/');
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  api.close();
  changes.close();
});
const announce = (from: number, to: number) => {
  for (let run = from; run < to; run += 1) changes.announce({ run: `r${run}`, kinds: ['run'] });
};

test('who was too slow for a stream comes back and misses nothing', async () => {
  const heard = changesOf(door, stop.signal);
  expect((await heard.next()).value).toBeNull();
  announce(0, 2100);
  const runs: unknown[] = [];
  while (runs.length < 2100) runs.push((await heard.next()).value?.run);
  expect(runs).toEqual(Array.from({ length: 2100 }, (_, run) => `r${run}`));
});

test('where more changed than is kept, everything is asked for again', async () => {
  const heard = changesOf(door, stop.signal);
  expect((await heard.next()).value).toBeNull();
  announce(0, 9000);
  let change = await heard.next();
  while (change.value) change = await heard.next();
  expect(change).toEqual({ done: false, value: null });
  announce(9000, 9001);
  expect((await heard.next()).value).toMatchObject({ run: 'r9000' });
});

test('ends with the studio, and when it is stopped', async () => {
  const stopped = changesOf(door, stop.signal);
  await stopped.next();
  const over = stopped.next();
  stop.abort();
  expect(await over).toMatchObject({ done: true });

  const left = changesOf(door, new AbortController().signal);
  await left.next();
  const ended = left.next();
  api.close();
  expect(await ended).toMatchObject({ done: true });
  await expect(changesOf(door, new AbortController().signal).next()).rejects.toThrow(/studio is closing/);
});
