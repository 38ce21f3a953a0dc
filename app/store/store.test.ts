import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../shared/safetensors.ts';
import { openStore } from './open-store.ts';
import { createRun, distributionOf, openMemory, recordAll, recordPoints, sampleOf } from './store.fixtures.ts';
import type { Store } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The same story in memory and on the disk. */
const homes = {
  memory: openMemory,
  disk: () => openStore({ folder, now: () => Date.now() }),
};

describe.each(Object.entries(homes))('a store in %s', (_home, open) => {
  let store: Store;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  it('keeps a run and its edits', () => {
    const run = store.runs.create({ name: 'first', config: createdConfig(store), parent: null });
    expect(run).toMatchObject({ number: 2, name: 'first', status: 'queued', tags: [], archived: false, deletedAt: null, color: 1 });
    store.runs.patch(run.id, { tags: ['a', 'b'], notes: 'seen', archived: true });
    store.runs.update(run.id, { status: 'running', startedAt: 5, stepsPerSecond: null });
    expect(store.runs.get(run.id)).toMatchObject({ tags: ['a', 'b'], notes: 'seen', archived: true, status: 'running', startedAt: 5 });
    expect(store.runs.find('#2')?.id).toBe(run.id);
    expect(store.runs.find(run.id.slice(0, 9))?.id).toBe(run.id);
    expect(store.runs.find(run.id.slice(0, 3))).toBeNull();
    expect(store.runs.find("x' OR 1")).toBeNull();
    expect(store.runs.withStatus('running', 'paused').map(({ id }) => id)).toEqual([run.id]);
    expect(store.runs.patchMany([run.id, 'nobody'], { archived: false })).toBe(1);
    expect(() => store.runs.patch('nobody', { name: 'x' })).toThrow(/no run nobody/);
  });

  it('records a batch of everything', () => {
    const run = createRun(store);
    recordAll(store, run, [
      { type: 'points', step: 1, values: { loss: 0.5, odd: Number.NaN } },
      { type: 'points', step: 2, values: { loss: 0.25, odd: Number.NEGATIVE_INFINITY } },
      { type: 'distribution', step: 2, key: 'weights/critic/dense1/kernel', distribution: distributionOf(2) },
      sampleOf(2, 7),
      { type: 'note', step: 2, level: 'warning', sentence: 'Something was odd.' },
    ]);
    expect(store.series.list(run)).toEqual([
      { key: 'loss', count: 2, firstStep: 1, lastStep: 2, last: 0.25, min: 0.25, max: 0.5 },
      { key: 'odd', count: 2, firstStep: 1, lastStep: 2, last: -Infinity, min: -Infinity, max: -Infinity },
    ]);
    expect([...store.series.points(run, 'odd')]).toEqual([
      { step: 1, time: 10, value: Number.NaN },
      { step: 2, time: 20, value: -Infinity },
    ]);
    expect([...store.series.points(run, 'loss', { after: 1, upTo: 2 })]).toEqual([{ step: 2, time: 20, value: 0.25 }]);
    const [read] = store.distributions.read({ run, key: 'weights/critic/dense1/kernel', count: 5 });
    expect(read).toEqual({ step: 2, distribution: distributionOf(2) });
    const [sample] = store.samples.list(run, 'samples');
    expect(sample).toMatchObject({ run, step: 2, kind: 'pictures', shapes: { pixels: [1, 8, 8, 1] } });
    expect(readSafetensors(store.samples.read(sample.id)).tensors.pixels.data[3]).toBe(7);
    expect(store.samples.list(run)).toHaveLength(1);
    expect(store.log.list(run, 0, 10)).toMatchObject([{ step: 2, level: 'warning', sentence: 'Something was odd.' }]);
    expect(store.runs.get(run)).toMatchObject({ step: 2, stepsPerSecond: 10, trainedFor: 200 });
  });

  it('takes whole batches or nothing', () => {
    const run = createRun(store);
    recordPoints(store, run, [{ step: 1, values: { loss: 1 } }]);
    const broken = { type: 'distribution', step: 2, key: 'k', distribution: null } as never;
    expect(() => recordAll(store, run, [{ type: 'points', step: 2, values: { loss: 2, other: 1 } }, broken])).toThrow();
    expect(store.series.list(run)).toMatchObject([{ key: 'loss', count: 1, last: 1 }]);
    expect(store.runs.get(run)?.step).toBe(1);
    recordPoints(store, run, [{ step: 2, values: { loss: 3 } }]);
    expect(store.series.curves({ series: [{ run, key: 'loss' }], pixels: 10 }).value).toEqual(Float64Array.of(1, 3));
  });

  it('keeps same bytes once, large ones as files, and frees them with the last run', () => {
    const [one, two] = [createRun(store), createRun(store)];
    recordAll(store, one, [sampleOf(1, 3, 400)]);
    recordAll(store, two, [sampleOf(1, 3, 400)]);
    const [first] = store.samples.list(one);
    expect(store.samples.list(two)[0].object).toBe(first.object);
    const pinned = store.objects.put(new Uint8Array(100_000).fill(9));
    for (const run of [one, two]) {
      expect(store.objects.get(first.object)).not.toBeNull();
      store.runs.remove(run);
      expect(store.runs.purge(Number.MAX_SAFE_INTEGER)).toBe(1);
      expect(store.runs.get(run)).toBeNull();
    }
    expect(store.objects.get(first.object)).toBeNull();
    expect(store.objects.get(pinned)?.[5]).toBe(9);
  });

  it('removes softly and brings back', () => {
    const run = createRun(store);
    store.runs.remove(run);
    expect(store.runs.list({}).total).toBe(0);
    expect(store.runs.list({ deleted: 'yes' }).runs.map(({ id }) => id)).toEqual([run]);
    store.runs.restore(run);
    expect(store.runs.list({})).toMatchObject({ total: 1, counts: { queued: 1, running: 0 } });
    expect(store.runs.purge(Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  it('chooses distributions evenly, oldest and newest always', () => {
    const run = createRun(store);
    for (let step = 0; step < 50; step++)
      recordAll(store, run, [{ type: 'distribution', step, key: 'k', distribution: distributionOf(step + 1) }]);
    expect(store.distributions.keys(run)).toEqual([{ key: 'k', count: 50, firstStep: 0, lastStep: 49 }]);
    const steps = store.distributions.read({ run, key: 'k', count: 8 }).map(({ step }) => step);
    expect([steps.length, steps[0], steps[7]]).toEqual([8, 0, 49]);
    expect(store.distributions.read({ run, key: 'k', from: 10, to: 12, count: 8 })).toHaveLength(3);
  });

  it('keeps settings and views', () => {
    expect(store.settings.get()).toMatchObject({ concurrentRuns: 1, theme: 'system' });
    expect(store.settings.patch({ concurrentRuns: 4 })).toMatchObject({ concurrentRuns: 4, theme: 'system' });
    expect(store.settings.patch({ theme: 'dark' })).toMatchObject({ concurrentRuns: 4, theme: 'dark' });
    const view = { id: 'v', name: 'mine', page: 'compare', path: '/compare?runs=a', state: { smooth: 3 } };
    store.views.put(view);
    store.views.put({ ...view, name: 'ours' });
    expect(store.views.list()).toEqual([{ ...view, name: 'ours' }]);
    store.views.remove('v');
    expect(store.views.list()).toEqual([]);
  });

  it('prunes checkpoints, but never the newest nor one that a fork or a resume came from', () => {
    const run = createRun(store);
    const add = (step: number, keep = 2) => {
      const file = join(store.checkpoints.folder(run), `step-${step}.safetensors`);
      writeFileSync(file, `weights of ${step}`);
      store.checkpoints.add(run, { step, file, bytes: 16, sha256: 'x', keep });
      return file;
    };
    const files = [1, 2, 3].map((step) => add(step));
    expect(existsSync(files[0])).toBe(false);
    const fork = store.runs.create({ name: 'fork', config: createdConfig(store), parent: { run, step: 2 } });
    store.series.copy(run, fork.id, 2);
    store.series.truncate(run, 3);
    for (const step of [4, 5, 6, 7]) add(step);
    expect(store.checkpoints.list(run).map(({ step }) => step)).toEqual([2, 3, 6, 7]);
    add(8, 1);
    expect(store.checkpoints.list(run).map(({ step }) => step)).toEqual([2, 3, 8]);
    expect(store.checkpoints.at(run)).toMatchObject({ step: 8, file: join(store.checkpoints.folder(run), 'step-8.safetensors') });
    expect(store.checkpoints.at(run, 2)?.step).toBe(2);
    expect(store.checkpoints.at(run, 99)).toBeNull();
    expect(readdirSync(store.checkpoints.folder(run)).sort()).toEqual(['step-2.safetensors', 'step-3.safetensors', 'step-8.safetensors']);
    expect(store.runs.forks(run)).toEqual([{ run: fork.id, number: fork.number, name: 'fork', step: 2 }]);
  });

  it('truncates and copies everything recorded', () => {
    const run = createRun(store);
    for (let step = 0; step <= 40; step += 10) {
      recordAll(store, run, [
        { type: 'points', step, values: { loss: step === 30 ? 99 : step } },
        { type: 'distribution', step, key: 'k', distribution: distributionOf(step + 1) },
        sampleOf(step, step),
      ]);
    }
    const fork = store.runs.create({ name: 'fork', config: createdConfig(store), parent: { run, step: 20 } }).id;
    store.series.copy(run, fork, 20);
    store.series.truncate(run, 30);
    for (const [id, last, max] of [
      [run, 30, 99],
      [fork, 20, 20],
    ] as const) {
      expect(store.series.list(id)).toMatchObject([{ key: 'loss', lastStep: last, max, last: max }]);
      expect(store.distributions.keys(id)[0].lastStep).toBe(last);
      expect(store.samples.list(id).at(-1)?.step).toBe(last);
    }
    recordPoints(store, run, [{ step: 40, values: { loss: 1 } }]);
    expect([...store.series.points(run, 'loss')].map(({ value }) => value)).toEqual([0, 10, 20, 99, 1]);
    store.series.truncate(run, -1);
    expect(store.series.list(run)).toEqual([]);
  });
});

describe('a workspace opened again', () => {
  it('that can not be opened after all lets its database go', () => {
    openStore({ folder, now: () => 1 }).close();
    const database = new Database(join(folder, 'studio.db'));
    database.exec('DROP TABLE run');
    database.close();
    expect(() => openStore({ folder, now: () => 2 })).toThrow(/run/);
    // SQLite takes it away with the last handle.
    expect(existsSync(join(folder, 'studio.db-wal'))).toBe(false);
  });
});

function createdConfig(store: Store) {
  const id = store.runs.list({}).runs[0]?.id ?? createRun(store);
  const run = store.runs.get(id);
  if (!run) throw new Error('the run that was just made is not there');
  return run.config;
}
