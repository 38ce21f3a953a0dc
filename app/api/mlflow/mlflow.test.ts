import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStudio, type Studio } from '../../studio.ts';
import { replay } from './mlflow.fixtures.ts';

let clock = 1_800_000_000_000;
let folder: string;
let studio: Studio;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-mlflow-'));
  studio = openStudio({
    workspace: join(folder, 'workspace'),
    startQueued: false,
    // Nothing happens at the same millisecond as something else.
    now: () => clock++,
    launchTrainer: () => {
      throw new Error('Nothing is trained here.');
    },
  });
});
afterEach(async () => {
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what MLflow’s client and server said to each other is said here too', () => {
  it.each(['basics', 'search', 'experiments', 'errors', 'artifacts', 'lightning', 'hf'])('%s', async (name) => {
    const { asked, differences } = await replay(studio.fetch, name);
    expect(differences).toEqual([]);
    expect(asked).toBeGreaterThan(10);
  });
});

const tracking = '/api/2.0/mlflow/';
const base = 'http://127.0.0.1:5000';

async function post(path: string, body: unknown): Promise<ReturnType<typeof JSON.parse>> {
  const headers = { 'content-type': 'application/json' };
  const response = await studio.fetch(new Request(`${base}${tracking}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}
async function get(path: string): Promise<ReturnType<typeof JSON.parse>> {
  const response = await studio.fetch(new Request(`${base}${path}`));
  expect(response.status, path).toBe(200);
  return response.json();
}
const startRun = async (more: object = {}): Promise<string> =>
  (await post('runs/create', { experiment_id: '0', run_name: 'loop', start_time: 1_700_000_000_000, ...more })).run.info.run_id;

describe('a run that a script logs', () => {
  it('is a run of the studio: live, with its params, tags, notes, curves and parent', async () => {
    const experiment = (await post('experiments/create', { name: 'wgan on rings' })).experiment_id;
    const parent = await startRun({ experiment_id: experiment });
    const tags = [
      { key: 'mlflow.user', value: 'me' },
      { key: 'mlflow.parentRunId', value: parent },
      { key: 'mlflow.note.content', value: 'with *two* critics' },
      { key: 'team', value: 'gan' },
      { key: 'night', value: 'True' },
    ];
    const id = await startRun({ experiment_id: experiment, run_name: 'child', tags });
    await post('runs/log-batch', {
      run_id: id,
      metrics: [0, 1, 2].map((step) => ({ key: 'loss', value: 3 - step, timestamp: 1_700_000_000_000 + step, step })),
      params: [
        { key: 'lr', value: '1e-4' },
        { key: 'flag', value: 'True' },
        { key: 'model', value: 'resnet' },
      ],
    });
    const { run, series } = await get(`/api/runs/${id}`);
    expect(run).toMatchObject({
      ...{ name: 'child', status: 'running', step: 2, notes: 'with *two* critics', experiment: 'wgan on rings' },
      ...{ tags: ['night', 'team=gan'], parent: { run: parent, step: 0 }, startedAt: 1_700_000_000_000, endedAt: null },
    });
    expect(run.config.params).toEqual({ lr: 0.0001, flag: true, model: 'resnet' });
    expect(run.heardAt).toBeGreaterThan(run.startedAt);
    expect(series).toEqual([{ key: 'loss', count: 3, firstStep: 0, lastStep: 2, last: 1, min: 1, max: 3 }]);
    const found = await get(`/api/runs?query=${encodeURIComponent('experiment == "wgan on rings" and params.lr < 0.001')}`);
    expect(found.runs.map((row: { id: string }) => row.id)).toEqual([id]);
    await post('runs/update', { run_id: id, status: 'FINISHED', end_time: 1_700_000_060_000 });
    expect((await get(`/api/runs/${id}`)).run).toMatchObject({ status: 'finished', endedAt: 1_700_000_060_000, trainedFor: 60_000 });
  });

  it('keeps what a person changed in the studio', async () => {
    const id = await startRun({ tags: [{ key: 'a', value: '1' }] });
    const patch = { name: 'mine', tags: ['a=1', 'own'] };
    await studio.fetch(new Request(`${base}/api/runs/${id}`, { method: 'PATCH', body: JSON.stringify(patch) }));
    await post('runs/set-tag', { run_id: id, key: 'a', value: '2' });
    expect((await get(`/api/runs/${id}`)).run).toMatchObject({ name: 'mine', tags: ['own', 'a=2'] });
    const { info, data } = (await get(`${tracking}runs/get?run_id=${id}`)).run;
    expect(info.run_name).toBe('mine');
    expect(data.tags).toContainEqual({ key: 'mlflow.runName', value: 'mine' });
    await studio.fetch(new Request(`${base}/api/runs/${id}`, { method: 'PATCH', body: JSON.stringify({ tags: ['own'] }) }));
    for (const [key, value] of [
      ['a', '2'],
      ['b', '1'],
    ])
      await post('runs/set-tag', { run_id: id, key, value });
    expect((await get(`/api/runs/${id}`)).run.tags).toEqual(['own', 'b=1']);
  });

  it('is written once where the script heard no answer and sends again, out of order and beyond a sealed chunk too', async () => {
    const id = await startRun();
    const points = Array.from({ length: 9000 }, (_, at) => ({ key: 'loss', value: at / 7, timestamp: 1_700_000_000_000 + at, step: at }));
    const batches = Array.from({ length: 9 }, (_, at) => points.slice(at * 1000, at * 1000 + 1000));
    const log = (metrics: unknown[]) => post('runs/log-batch', { run_id: id, metrics });
    for (const at of [1, 0, 2, 3, 4, 5, 6, 7, 8]) await log(batches[at]);
    for (const at of [8, 0, 3]) await log([...batches[at]].reverse());
    await log([{ ...points[10], value: -1 }]);
    const { metrics } = await get(`${tracking}metrics/get-history?run_id=${id}&metric_key=loss`);
    expect(metrics).toHaveLength(9001);
    const wanted = [...points.slice(0, 10), { ...points[10], value: -1 }, ...points.slice(10)];
    expect(metrics).toEqual(wanted);
  });
});

it('a history in any order comes in order, page by page', async () => {
  const run_id = await startRun();
  const points = Array.from({ length: 50 }, (_, at) => ({
    key: 'loss',
    value: (at * 7) % 11,
    timestamp: 1000 + ((at * 13) % 10),
    step: (at * 5) % 3,
  }));
  await post('runs/log-batch', { run_id, metrics: points });
  const wanted = points
    .filter((point, at) => points.findIndex((other) => JSON.stringify(other) === JSON.stringify(point)) === at)
    .sort((one, other) => one.timestamp - other.timestamp || one.step - other.step || one.value - other.value);
  const found: unknown[] = [];
  for (let token = ''; ; ) {
    const page = await get(`${tracking}metrics/get-history?run_id=${run_id}&metric_key=loss&max_results=7&page_token=${token}`);
    found.push(...page.metrics);
    expect(page.metrics.length).toBeLessThan(8);
    token = encodeURIComponent(page.next_page_token ?? '');
    if (token === '') break;
  }
  expect(found).toEqual(wanted);
});

it('twenty clients at once lose nothing', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, k) => startRun({ run_name: `r${k}` })));
  const parts = [0, 1, 2, 3, 4];
  const pointsOf = (k: number, part: number) =>
    Array.from({ length: 50 }, (_, at) => ({ key: `m${at % 3}`, value: k + at, timestamp: 1000 + part, step: part * 50 + at }));
  await Promise.all(
    ids.flatMap((id, k) =>
      parts.map((part) =>
        post('runs/log-batch', { run_id: id, metrics: pointsOf(k, part), params: [{ key: `p${part}`, value: String(k) }] }),
      ),
    ),
  );
  for (const [k, id] of ids.entries()) {
    const { data, info } = (await get(`${tracking}runs/get?run_id=${id}`)).run;
    expect(info.run_name).toBe(`r${k}`);
    expect(data.params).toEqual(parts.map((part) => ({ key: `p${part}`, value: String(k) })));
    for (const key of ['m0', 'm1', 'm2']) {
      const wanted = parts.flatMap((part) => pointsOf(k, part).filter((point) => point.key === key));
      expect((await get(`${tracking}metrics/get-history?run_id=${id}&metric_key=${key}`)).metrics).toEqual(wanted);
    }
  }
});

it('a picture by key and step is a sample of the run, several of one step together, and each is a file', async () => {
  const id = await startRun();
  const png = (grey: number) => encode({ width: 2, height: 1, data: Uint8Array.from([grey, 0, 0, 9, 9, 9]), channels: 3 });
  const put = async (name: string, body: Uint8Array) => {
    const address = `${base}/api/2.0/mlflow-artifacts/artifacts/0/${id}/artifacts/images/${name}`;
    const response = await studio.fetch(new Request(address, { method: 'PUT', body: body as Uint8Array<ArrayBuffer> }));
    expect(response.status).toBe(200);
  };
  await put('gen~fake%2064+step+3+timestamp+1+aa-1.png', png(1));
  await put('gen~fake%2064+step+3+timestamp+1+aa-1+compressed.webp', png(7));
  await put('gen~fake%2064+step+3+timestamp+2+aa-2.png', png(2));
  await put('gen~fake%2064+step+3+timestamp+2+aa-2.png', png(2));
  await put('gen%23fake%2064%25step%259%25timestamp%253%25bb.png', png(3));
  await put('broken+step+1+timestamp+1+cc.png', new Uint8Array([1, 2, 3]));
  const samples = await get(`/api/runs/${id}/samples`);
  expect(samples.map(({ probe, step, shapes }: { probe: string; step: number; shapes: object }) => ({ probe, step, shapes }))).toEqual([
    { probe: 'gen/fake 64', step: 3, shapes: { pixels: [2, 1, 2, 3] } },
    { probe: 'gen/fake 64', step: 9, shapes: { pixels: [1, 1, 2, 3] } },
  ]);
  expect(await get(`/api/runs/${id}/artifacts`)).toHaveLength(5);
});

it.each(['a/', 'a//b', './a', 'a/../b', '../a', '/a', '/', '..', 'a/b/'])('%j names nothing', async (key) => {
  const run_id = await startRun();
  await expect(post('runs/log-metric', { run_id, key, value: 1, timestamp: 1 })).rejects.toThrow(/400 .*would resolve to/);
});

it('a run whose script went silent stays running with its last sign of life, until somebody says that it has ended', async () => {
  const id = await startRun();
  const order = (command: string) => studio.fetch(new Request(`${base}/api/runs/${id}/${command}`, { method: 'POST' }));
  expect((await order('pause')).status).toBe(409);
  const { heardAt } = (await get(`/api/runs/${id}`)).run;
  expect((await order('stop')).status).toBe(200);
  expect((await get(`/api/runs/${id}`)).run).toMatchObject({ status: 'stopped', endedAt: heardAt });
  expect((await get(`${tracking}runs/get?run_id=${id}`)).run.info).toMatchObject({ status: 'KILLED', end_time: heardAt });
  expect((await order('stop')).status).toBe(409);
  const sentence = async () => (await get(`/api/runs/${id}`)).run.sentence;
  expect(await sentence()).toMatch(/not heard of any more/);
  await post('runs/log-metric', { run_id: id, key: 'loss', value: 1, timestamp: 1, step: 1 });
  expect(await sentence()).toBe('Marked as ended by hand.');
  await post('runs/update', { run_id: id, status: 'RUNNING' });
  expect((await get(`/api/runs/${id}`)).run).toMatchObject({ status: 'running', endedAt: null, sentence: '' });
});
