import { tableFromIPC } from '@uwdata/flechette';
import { decode } from 'fast-png';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Published } from '../../shared/published.ts';
import { openPublished } from '../published/published.ts';
import { openInstaller } from '../native/installer.ts';
import { configDifference } from '../../shared/config-paths.ts';
import { problem } from '../../shared/api/problem.ts';
import type { GroupedRuns } from '../../shared/api/runs.ts';
import { readSafetensors, writeSafetensors } from '../../shared/safetensors.ts';
import { hasEnded, type Run } from '../../shared/run.ts';
import { catalogue } from '../engine/catalogue.ts';
import { prepareImportance } from '../importance/importance.ts';
import { openExtensions } from '../extensions/extensions.ts';
import { openImports } from '../imports/imports.ts';
import { plainPath } from '../plain-path.ts';
import { launchNode } from '../runs/launch-node.ts';
import type { Runs } from '../runs/runs.ts';
import { openRuns } from '../runs/supervisor.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { readEvents, recordRun, refusals, untilRun } from './api.fixtures.ts';
import { openApi, type Api } from './api.ts';
import { lookOver } from './looking-over.fixtures.ts';
import { throughElectronGlue } from './electron-glue.ts';

type Fetch = (request: Request) => Promise<Response>;

const folder = mkdtempSync(join(tmpdir(), 'ganymede-api-'));
const asked = new Set<string>();
let store: Store;
let runs: Runs;
let api: Api;
/** Its publisher refuses every connection. */
const tinySet: Published = {
  ...{ publisher: 'Nobody', page: 'http://localhost/', licence: 'CC0', citation: 'None.', addresses: ['http://127.0.0.1:1/'] },
  files: [{ name: 'one.bin', bytes: 4, sha256: '' }],
};
/** A run with recorded data, and one that a real trainer trained to its end. */
let recorded: Run;
let trained: Run;

beforeAll(async () => {
  store = openStore({ folder: join(folder, 'workspace'), now: Date.now });
  runs = openRuns({ store, launchTrainer: launchNode({ version: 'test' }), now: Date.now, resolve, today, startQueued: false });
  api = openApi(
    {
      store,
      runs,
      resolve,
      catalogue: catalogue('test', []),
      exportFile: async ({ to, runs: of }) => ({ name: `é "${to}".txt`, type: 'text/plain', content: new TextEncoder().encode(of.join()) }),
      importance: (ask) => prepareImportance(store, ask, undefined),
      missing: () => [{ what: 'a thing', how: 'so' }],
      desktop: null,
      native: openInstaller({
        lists: resolvePath(import.meta.dirname, '../../resources/native'),
        tryBackend: () => Promise.reject(new Error('Nothing was fetched.')),
        freeBytes: () => 0,
      }),
      published: openPublished({
        sets: [{ name: 'tiny', title: 'Tiny', published: tinySet }],
        mirror: () => '',
        now: Date.now,
        changed: () => {},
      }),
      check: async () => [],
      extensions: openExtensions({
        ...{ objects: store.objects, launchTrainer: launchNode({ version: 'test' }), catalogue: catalogue('test', []), types: '' },
        ...{
          folders: () => [join(folder, 'extensions')],
          trustFolder: join(folder, 'trusted'),
          patience: 20_000,
          now: Date.now,
          changed: () => {},
        },
      }),
      imports: openImports({ store, now: Date.now, announce: runs.changes.announce, plainPath }),
      tracking: () => null,
      now: Date.now,
    },
    async (path) => (path === 'index.html' || path === 'assets/a.js' ? new TextEncoder().encode(`<p>${path}`) : null),
  );
  recorded = recordRun(store, tinyConfig());
  trained = await runs.ended(runs.create(tinyConfig({ steps: 20 })).id);
});

afterAll(async () => {
  api.close();
  await runs.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each<[string, (fetch: Fetch) => Fetch]>([
  ['directly', (fetch) => fetch],
  ['through Electron’s glue', throughElectronGlue],
])('the API asked %s', (door, through) => {
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> => {
    note(method, path);
    const text = body === undefined || body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(body);
    const request = new Request(`studio://app${path}`, { method, headers, ...(text === undefined ? {} : { body: text }) });
    return through(api.fetch)(request);
  };
  const json = async (method: string, path: string, body?: unknown) => {
    const response = await ask(method, path, body);
    const text = await response.text();
    expect(response.headers.get('content-type'), text).toBe('application/json');
    return parse(text);
  };

  const problemOf = async (response: Promise<Response>) => parse(await (await response).text());

  test('catalogue, workspace, settings, views', async () => {
    expect((await json('GET', '/api/catalogue')).recipes.map(({ name }: { name: string }) => name)).toContain('wgan-gp');
    const info = await json('GET', '/api/workspace');
    const { total } = store.runs.list({ archived: 'all' });
    expect(info).toMatchObject({ training: 0, queued: 0, progress: null, desktop: false, version: 'test', runs: total });
    expect(await json('PATCH', '/api/settings', { theme: 'dark' })).toMatchObject({ theme: 'dark', concurrentRuns: 1 });
    expect(await json('PATCH', '/api/settings', { keepCheckpoints: 7 })).toMatchObject({ theme: 'dark', keepCheckpoints: 7 });
    expect(await json('GET', '/api/settings')).toMatchObject({ theme: 'dark', keepCheckpoints: 7 });
    const view = { id: 'v1', name: 'A view', page: 'compare', path: '/compare', state: { a: [1] } };
    expect(await json('PUT', '/api/views/v1', view)).toEqual(view);
    expect(await json('GET', '/api/views')).toEqual([view]);
    expect(await json('DELETE', '/api/views/v1')).toEqual({});
    expect(await json('GET', '/api/views')).toEqual([]);
    expect(await json('GET', '/api/tracking')).toBeNull();
  });

  test('runs: list, detail with NaN and infinities kept, edits, delete and restore, log', async () => {
    const list = await json('GET', '/api/runs?sort=number&order=ascending&series=loss/critic&query=recorded');
    expect(list.runs.map((run: Run) => run.id)).toEqual([recorded.id]);
    expect(list.runs[0].series['loss/critic']).toMatchObject({ count: 4, max: 'Infinity' });
    const detail = await json('GET', `/api/runs/${recorded.id}`);
    expect(detail.series.find(({ key }: { key: string }) => key === 'loss/critic')).toMatchObject({ last: 'NaN', min: 1 });
    expect(detail.distributions).toEqual([{ key: 'weights/critic', count: 2, firstStep: 0, lastStep: 10 }]);
    expect(detail.probes).toContainEqual({ probe: 'samples', kind: 'pictures', count: 1, firstStep: 10, lastStep: 10 });
    expect(await json('GET', `/api/runs/${encodeURIComponent('#1')}`)).toMatchObject({ run: { id: recorded.id } });
    expect(await json('PATCH', `/api/runs/${recorded.id}`, { notes: 'ü', tags: ['a'] })).toMatchObject({ notes: 'ü', tags: ['a'] });
    expect(await json('PATCH', '/api/runs', { ids: [recorded.id, trained.id], patch: { archived: true } })).toEqual({ changed: 2 });
    expect(await json('PATCH', '/api/runs', { ids: [recorded.id, trained.id], patch: { archived: false } })).toEqual({ changed: 2 });
    const both = { ids: [recorded.id, trained.id] };
    const details = await json('POST', '/api/runs/details', { ids: [trained.id, 'nobody', recorded.id] });
    expect(details[1]).toEqual(await json('GET', `/api/runs/${recorded.id}`));
    expect(details).toHaveLength(2);
    const found = async () => (await json('GET', '/api/runs')).total;
    const there = await found();
    expect(await json('DELETE', '/api/runs', { ids: [...both.ids, 'nobody'] })).toEqual(both);
    expect(await found()).toBe(there - 2);
    expect(await json('DELETE', '/api/runs', both)).toEqual({ ids: [] });
    expect(await json('POST', '/api/runs/restore', both)).toEqual(both);
    expect(await found()).toBe(there);
    expect((await json('DELETE', `/api/runs/${recorded.id}`)).deletedAt).toBeGreaterThan(0);
    expect((await json('POST', `/api/runs/${recorded.id}/restore`)).deletedAt).toBeNull();
    const log = await json('GET', `/api/runs/${recorded.id}/log?after=0`);
    expect(log).toMatchObject([{ level: 'warning', sentence: 'A note.', step: 10 }]);
  });

  test('runs are found by an expression, sorted by several fields, put in groups, and what can be asked is listed', async () => {
    const query = encodeURIComponent('name == "Recorded" and metrics.loss/critic is NaN and seed >= 0 and not archived');
    const list = await json('GET', `/api/runs?query=${query}&sort=${encodeURIComponent('status asc, step desc')}`);
    expect(list).toMatchObject({ total: 1, runs: [{ id: recorded.id }], as: 'expression', hints: [] });
    const columns = encodeURIComponent('metrics.loss/critic.max, metrics.loss/critic, steps');
    const { groups, runs: count } = await json('GET', `/api/runs/groups?group=name,recipe&query=${query}&columns=${columns}`);
    expect(count).toBe(1);
    expect(groups).toMatchObject([{ where: 'name == "Recorded" and recipe == "wgan"', values: ['Recorded', 'wgan'], count: 1 }]);
    expect(groups[0].columns).toMatchObject([
      { count: 1, mean: 'Infinity', max: 'Infinity', best: null },
      { count: 1, numbers: 0, nan: 1, mean: null, same: 'NaN', best: null },
      { count: 1, std: null, median: recorded.config.steps, best: null },
    ]);
    expect((await json('GET', '/api/runs/keys?prefix=metrics.loss/cr')).keys[0]).toEqual({ key: 'metrics.loss/critic', help: '' });
    expect(await json('GET', '/api/runs/values?field=name&prefix=Rec')).toMatchObject({ values: [{ value: 'Recorded' }] });
    const refusal = await problemOf(ask('GET', '/api/runs?query=step%20%3E%203%20and%20stepp%20%3C%209'));
    expect(refusal).toMatchObject({ code: 'invalid', issues: [{ path: 'query', at: { from: 13, to: 18 } }] });
  });

  test('many runs are looked over at once', () => lookOver(ask, recorded));

  test('a run is created, started, paused, continued, checkpointed, stopped, resumed and forked', async () => {
    const before = runs.create(tinyConfig({ steps: 100_000 }));
    const made = await ask('POST', '/api/runs', { config: tinyConfig({ steps: 100_000 }), start: 'queue' });
    expect(made.status).toBe(201);
    const { id, status } = (await made.json()) as Run;
    expect(status).toBe('queued');
    await json('POST', `/api/runs/${id}/start`);
    runs.stop(before.id);
    await runs.ended(before.id);
    await untilRun(store, runs, id, (run) => run.status === 'running' && run.step > 1);
    await json('POST', `/api/runs/${id}/pause`);
    await untilRun(store, runs, id, (run) => run.status === 'paused');
    await json('POST', `/api/runs/${id}/continue`);
    await untilRun(store, runs, id, (run) => run.status === 'running');
    await json('POST', `/api/runs/${id}/checkpoint`);
    await json('POST', `/api/runs/${id}/stop`);
    expect((await runs.ended(id)).status).toBe('stopped');
    // As a server hands on a request without a body: with an empty one.
    expect(hasEnded((await json('POST', `/api/runs/${id}/resume`, new Uint8Array(0))).status)).toBe(false);
    await json('POST', `/api/runs/${id}/stop`);
    await runs.ended(id);
    const forked = await ask('POST', `/api/runs/${trained.id}/fork`, { step: 10, set: { steps: 15, 'params.clip': '0.5' }, start: 'now' });
    expect(forked.status).toBe(201);
    const fork = (await forked.json()) as Run;
    expect(fork).toMatchObject({ parent: { run: trained.id, step: 10 }, config: { steps: 15, params: { clip: 0.5 } } });
    expect((await runs.ended(fork.id)).status).toBe('finished');
  });

  test('curves are Arrow columns with every value as it is', async () => {
    const series = [
      { run: recorded.id, key: 'loss/critic' },
      { run: recorded.id, key: 'no-such' },
    ];
    const response = await ask('POST', '/api/curves', { series, pixels: 100 });
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    const rows = tableFromIPC(bytes);
    expect(rows.schema.metadata?.get('exact')).toBe('true');
    expect(Array.from(rows.getChild('step').toArray() as Float64Array)).toEqual([0, 5, 9, 10]);
    expect(Array.from(rows.getChild('value').toArray() as Float64Array)).toEqual([1, Number.POSITIVE_INFINITY, 2, Number.NaN]);
    const none = await ask('POST', '/api/curves', { series: [series[1]], pixels: 100 });
    expect(tableFromIPC(new Uint8Array(await none.arrayBuffer())).numRows).toBe(0);
  });

  test('bands are Arrow columns, and groups for them are made of the runs named', async () => {
    const grouped = (await (
      await ask('POST', '/api/runs/grouped', { ids: [recorded.id, 'no-such'], group: 'recipe' })
    ).json()) as GroupedRuns[];
    expect(grouped).toEqual([{ where: `recipe == "${recorded.config.recipe}"`, values: [recorded.config.recipe], ids: [recorded.id] }]);
    const series = [{ run: recorded.id, key: 'loss/critic' }];
    const response = await ask('POST', '/api/curves/bands', { groups: [{ series }], pixels: 100, spread: 'range' });
    const rows = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    expect(Object.fromEntries(rows.schema.metadata ?? [])).toEqual({ width: '', between: '0', nonFinite: '2', exact: 'true' });
    const column = (name: string) => Array.from(rows.getChild(name).toArray() as Float64Array);
    // What was infinite at step 5 parts the line there.
    expect([column('x'), column('middle'), column('low'), column('high'), column('runs')]).toEqual([
      [0, 5, 9],
      [1, Number.NaN, 2],
      [1, Number.NaN, 2],
      [1, Number.NaN, 2],
      [1, 0, 1],
    ]);
  });

  test('distributions are safetensors, one row a step, short rows filled up', async () => {
    const response = await ask('GET', `/api/runs/${recorded.id}/distributions?key=weights/critic`);
    const { tensors } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
    expect(tensors.steps.data).toEqual(Float64Array.of(0, 10));
    expect(tensors.bins.data).toEqual(Float64Array.of(2, 3));
    expect(tensors.counts).toEqual({ shape: [2, 3], data: Float32Array.of(1, 2, 0, 3, 4, 5) });
    expect(tensors.quantiles.shape).toEqual([2, 65]);
    expect(tensors.bound.data).toEqual(Float64Array.of(0.01, Number.NaN));
    expect(tensors.boundShare.data[0]).toBe(0.25);
  });

  test('samples are immutable: a strong ETag, and 304 to who has it', async () => {
    const [sample] = await json('GET', `/api/runs/${recorded.id}/samples?probe=samples`);
    expect(sample).toMatchObject({ step: 10, kind: 'pictures', shapes: { pixels: [3, 2, 2, 1] } });
    const response = await ask('GET', `/api/samples/${sample.id}`);
    expect(response.headers.get('etag')).toBe(`"${sample.object}"`);
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
    const { pixels } = readSafetensors(new Uint8Array(await response.arrayBuffer())).tensors;
    expect(pixels).toEqual({ shape: [3, 2, 2, 1], data: Uint8Array.from({ length: 12 }, (_, at) => at) });
    const again = await ask('GET', `/api/samples/${sample.id}`, undefined, { 'if-none-match': `"${sample.object}"` });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    const picture = await ask('GET', `/api/samples/${sample.id}/picture.png?columns=3`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const { width, height, data } = decode(new Uint8Array(await picture.arrayBuffer()));
    expect([width, height, ...data.slice(0, 8)]).toEqual([8, 2, 0, 1, 255, 4, 5, 255, 8, 9]);
    const [points] = await json('GET', `/api/runs/${recorded.id}/samples?probe=points`);
    expect((await ask('GET', `/api/samples/${points.id}/picture.png`)).status).toBe(422);
  });

  test('a checkpoint opens, generates the same from the same latents, and leaves as a file', async () => {
    const checkpoint = store.checkpoints.at(trained.id)!.id;
    const opened = await json('POST', `/api/checkpoints/${checkpoint}/open`);
    expect(opened).toMatchObject({
      checkpoint,
      run: trained.id,
      step: 20,
      latentSize: 2,
      latentKind: 'normal',
      output: { kind: 'points' },
    });
    const latents = writeSafetensors({ latents: { shape: [3, 2], data: Float32Array.of(0, 0, 1, -1, 0, 0) } });
    const response = await ask('POST', `/api/checkpoints/${checkpoint}/generate?newest=slider`, latents);
    expect(response.headers.get('x-milliseconds')).toMatch(/^\d+\.\d\d$/);
    const { points } = readSafetensors(new Uint8Array(await response.arrayBuffer())).tensors;
    expect(points.shape).toEqual([3, 2]);
    expect(points.data.slice(0, 2)).toEqual(points.data.slice(4, 6));
    expect(points.data.slice(0, 2)).not.toEqual(points.data.slice(2, 4));
    const wrong = writeSafetensors({ latents: { shape: [1, 3], data: new Float32Array(3) } });
    const refused = await ask('POST', `/api/checkpoints/${checkpoint}/generate`, wrong);
    expect([refused.status, problem.parse(await refused.json()).sentence]).toEqual([422, expect.stringMatching(/\[n,2\].*\[1,3\]/)]);
    expect(opened).toMatchObject({ conditions: null, encodes: false });
    const encoded = await ask('GET', `/api/checkpoints/${checkpoint}/encoded`);
    expect(problem.parse(await encoded.json()).sentence).toMatch(/has no encoder/);
    const file = await ask('GET', `/api/checkpoints/${checkpoint}/file?layout=pytorch`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  test('pictures leave as strip and GIF', async () => {
    const pixels = writeSafetensors({ pixels: { shape: [2, 4, 4, 3], data: new Uint8Array(96).fill(9) } });
    const strip = await ask('POST', '/api/pictures/strip?scale=2', pixels);
    const { width, height, channels } = decode(new Uint8Array(await strip.arrayBuffer()));
    expect([width, height, channels]).toEqual([17, 8, 3]);
    const gif = await ask('POST', '/api/pictures/gif?delay=50', pixels);
    expect(gif.headers.get('content-type')).toBe('image/gif');
    expect(new TextDecoder().decode((await gif.arrayBuffer()).slice(0, 6))).toBe('GIF89a');
  });

  test('configs and datasets: resolved, described by real steps, previewed', async () => {
    const config = { recipe: 'wgan-gp', dataset: 'ring8' };
    const resolved = await json('POST', '/api/configs/resolve', { config });
    expect(resolved.config).toEqual(resolve(config));
    expect(resolved.yaml).toMatch(/^recipe: wgan-gp\n/);
    const description = await json('POST', '/api/configs/describe', { config: tinyConfig() });
    expect(description.networks.length).toBeGreaterThan(1);
    expect(description.millisecondsPerStep).toBeGreaterThan(0);
    expect(await json('GET', '/api/configs/describe')).toEqual({ measuring: null });
    expect(await json('DELETE', '/api/configs/describe')).toEqual({});
    await json('PATCH', '/api/settings', { backend: 'cpu' });
    expect(await json('POST', '/api/configs/describe', { config: tinyConfig({ backend: 'auto' }) })).toMatchObject({ backend: 'cpu' });
    await json('PATCH', '/api/settings', { backend: 'auto' });
    const preview = await ask('POST', '/api/datasets/preview', { dataset: { name: 'ring8' }, count: 10 });
    const { tensors, metadata } = readSafetensors(new Uint8Array(await preview.arrayBuffer()));
    expect(JSON.parse(metadata.preview)).toMatchObject({ kind: 'points' });
    expect(Object.values(tensors)[0].shape[0]).toBe(10);
  });

  test('an export has its name and type; a name with quotes and accents is escaped', async () => {
    const response = await ask('POST', '/api/exports', { to: 'csv', runs: ['#1'] });
    expect(await response.text()).toBe(recorded.id);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="_ _csv_.txt"; filename*=UTF-8''${encodeURIComponent('é "csv".txt')}`,
    );
  });

  test('the sample workspace queues clipping and penalty', async () => {
    const live = runs.create(tinyConfig({ steps: 100_000 }));
    const { runs: ids } = await json('POST', '/api/sample-workspace');
    const made = ids.map((id: string) => store.runs.get(id)!);
    expect(made.map(({ config }: Run) => config.recipe)).toEqual(['wgan', 'wgan-gp']);
    // No knob that both have is turned otherwise: the pair is fair to both.
    const rows = configDifference(made.map(({ config }: Run) => config));
    const shared = rows.filter(({ values }) => values.every((value) => value !== undefined));
    expect(shared.filter(({ differs }) => differs).map(({ key }) => key)).toEqual(['recipe']);
    expect(made.every(({ tags, status }: Run) => tags.includes('sample') && status === 'queued')).toBe(true);
    for (const id of [...ids, live.id]) runs.stop(id);
    await runs.ended(live.id);
  });

  test('a sweep is previewed, queued as a whole, followed and stopped; one bad config refuses all of it', async () => {
    const { name: _, ...base } = tinyConfig({ steps: 15 });
    const plan = {
      name: 'Widths',
      base,
      variants: { a: {}, b: { 'params.clip': 0.1 } },
      vary: { 'params.criticWidth': { values: [3, 4] } },
    };
    expect(await json('POST', '/api/sweeps/preview', { plan })).toMatchObject({ runs: 4 });
    const before = store.runs.list({}).total;
    const refused = await problemOf(ask('POST', '/api/sweeps', { plan: { ...plan, vary: { 'params.criticWidth': { values: [3, -4] } } } }));
    expect(refused.sentence).toMatch(/variant a at params.criticWidth = -4 makes no sense: criticWidth is -4/);
    expect((await problemOf(ask('POST', '/api/sweeps', { plan: 'name: [' }))).sentence).toMatch(/no YAML/);
    const alias = await problemOf(ask('POST', '/api/sweeps/preview', { plan: 'name: *x' }));
    expect(alias).toMatchObject({ code: 'invalid', sentence: expect.stringMatching(/no YAML: Unresolved alias/) });
    expect((await problemOf(ask('POST', '/api/sweeps', { plan: { ...plan, count: 0 } }))).sentence).toMatch(/count is 0/);
    expect(store.runs.list({}).total).toBe(before);

    const made = await json('POST', '/api/sweeps', { plan });
    expect(made).toMatchObject({ name: 'Widths', runs: 4 });
    const [first] = (await json('GET', `/api/sweeps/${made.id}`)).runs;
    await runs.ended(first.run);
    const { sweep, runs: placed, series } = await json('GET', `/api/sweeps/${made.id}?series=loss/critic`);
    expect(sweep.ended).toBeGreaterThanOrEqual(1);
    expect(series).toContain('loss/critic');
    expect(placed.map(({ variant, at }: { variant: string; at: number }) => `${variant}${at}`)).toEqual(['a0', 'b0', 'a1', 'b1']);
    expect(placed[0]).toMatchObject({ status: 'finished', place: { 'params.criticWidth': 3 }, seed: 1, value: expect.any(Number) });
    await json('POST', `/api/sweeps/${made.id}/stop`);
    await Promise.all(placed.map(({ run }: { run: string }) => runs.ended(run)));
    expect((await json('GET', '/api/sweeps')).find(({ id }: { id: string }) => id === made.id)).toMatchObject({ runs: 4, ended: 4 });
    expect((await problemOf(ask('POST', `/api/sweeps/${made.id}/resume`))).sentence).toMatch(/has no schedule/);
    expect((await ask('GET', '/api/sweeps/none')).status).toBe(404);
  });

  test('doctor tries the backends and says what is missing', async () => {
    const report = await json('GET', '/api/doctor');
    expect(report.backends.find(({ name }: { name: string }) => name === 'cpu')).toMatchObject({ available: true });
    expect(report.missing).toContainEqual({ what: 'a thing', how: 'so' });
  });

  test('a library is looked for, set up, refused where the disk has no room', async () => {
    vi.stubEnv('GANYMEDE_NATIVE', join(folder, 'native'));
    vi.stubEnv('GANYMEDE_PYTHON', join(folder, 'no-python'));
    vi.stubEnv('GANYMEDE_TORCH', '');
    const { plans } = await json('GET', '/api/native');
    expect(plans).toMatchObject({ native: { kind: expect.stringMatching(/fetch|refused/) }, cuda: { kind: expect.any(String) } });
    const started = await ask('POST', '/api/native', { use: 'native' });
    expect(started.status).toBe(plans.native.kind === 'fetch' ? 201 : 503);
    await vi.waitFor(async () => expect((await json('GET', '/api/native/now')).state).toMatch(/failed|idle/));
    expect((await json('DELETE', '/api/native/now')).state).toMatch(/failed|idle/);
    expect((await ask('POST', '/api/native', { use: 'everything' })).status).toBe(422);
    vi.unstubAllEnvs();
  });

  test('published sets: listed, one begun and cancelled, another unknown', async () => {
    vi.stubEnv('GANYMEDE_DATA', join(folder, door));
    const away = { name: 'tiny', folder: join(folder, door, 'tiny'), state: { state: 'away', bytes: 0, of: 4 } };
    expect(await json('GET', '/api/published')).toMatchObject({ folder: join(folder, door), mirror: '', sets: [away] });
    const started = await ask('POST', '/api/published/tiny');
    expect([started.status, parse(await started.text()).state]).toEqual([201, { state: 'working', phase: 'fetching', bytes: 0, of: 4 }]);
    expect((await problemOf(ask('POST', '/api/published/tiny'))).code).toBe('conflict');
    expect((await json('DELETE', '/api/published/tiny')).state).toMatchObject({
      state: 'away',
      sentence: expect.stringContaining('Cancelled'),
    });
    expect((await problemOf(ask('POST', '/api/published/other'))).sentence).toBe('There is no set named other to fetch. There are tiny.');
    vi.unstubAllEnvs();
  });

  test('the event stream says hello, what changed, goes on where it was left, and lets go when it is cancelled', async () => {
    const controller = new AbortController();
    note('GET', '/api/changes');
    const open = (since: string) => through(api.fetch)(new Request(`studio://app/api/changes${since}`, { signal: controller.signal }));
    const stream = await open('');
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const events = readEvents(stream);
    const hello = await events.next();
    expect(hello.value).toMatchObject({ event: 'hello', data: { restarted: false } });
    const since = (hello.value as { data: { sequence: number } }).data.sequence;
    await json('PATCH', `/api/runs/${recorded.id}`, { color: 3 });
    const change = await events.next();
    expect(change.value).toMatchObject({ event: 'change', data: { run: recorded.id, kinds: ['run'] } });
    const missed = await json('GET', `/api/changes/poll?since=${since}`);
    expect(missed.map(({ run }: { run: string }) => run)).toContain(recorded.id);
    const resumed = readEvents(await open(`?since=${since}`));
    expect((await resumed.next()).value).toMatchObject({ event: 'hello', data: { restarted: false } });
    expect((await resumed.next()).value).toMatchObject({ event: 'change', data: { run: recorded.id } });
    const stale = readEvents(await open('?since=1'));
    expect((await stale.next()).value).toMatchObject({ event: 'hello', data: { restarted: true } });
    for (const reader of [events, resumed, stale]) await reader.return(undefined);
    controller.abort();
  });

  test.each(refusals)('refuses %s in a sentence', async (_what, method, path, body, status, sentence) => {
    const response = await ask(method, path.replace('/runs/1/', `/runs/${recorded.id}/`), body);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const refusal = problem.parse(await response.json());
    expect(refusal.sentence).toMatch(sentence);
    if (!path.endsWith('/fork')) expect(response.status).toBe(status);
  });

  test('imports: what can be read, refusals that say why, the files of a run by their path alone', async () => {
    expect(Array.isArray(await json('GET', '/api/importers'))).toBe(true);
    const nowhere = { paths: [join(folder, 'nothing here')] };
    expect((await problemOf(ask('POST', '/api/imports/preview', nowhere))).sentence).toMatch(/nothing here/);
    const relative = { paths: ['logs/here'] };
    expect((await problemOf(ask('POST', '/api/imports', relative))).sentence).toMatch(/logs\/here does not say where it begins/);
    const home = { paths: ['~/nothing of this name'] };
    expect((await problemOf(ask('POST', '/api/imports/preview', home))).sentence).toContain(join(homedir(), 'nothing of this name'));
    const begun = await json('POST', '/api/imports', nowhere);
    expect(begun).toMatchObject({ state: 'looking', runs: { found: 0 }, leftOut: [] });
    expect((await json('GET', '/api/imports')).map(({ id }: { id: string }) => id)).toContain(begun.id);
    expect((await json('DELETE', `/api/imports/${begun.id}`)).state).toMatch(/cancelled|failed/);
    expect(await json('GET', `/api/imports/${begun.id}`)).toMatchObject({ endedAt: expect.any(Number) });
    expect((await ask('GET', '/api/imports/none')).status).toBe(404);

    const id = store.imports.create({ name: 'from elsewhere', origin: { importer: 'other', title: 'Other', source: '/logs', key: door } })!;
    const content = new TextEncoder().encode('<script>');
    store.imports.take(id, [{ type: 'artifact', path: 'plots/a b.html', bytes: content.length, content }]);
    expect((await json('GET', '/api/runs?query=elsewhere')).total).toBe(0);
    store.imports.reveal([id]);
    expect((await json('GET', `/api/runs/${id}`)).run).toMatchObject({ origin: { title: 'Other' }, config: { recipe: 'outside' } });
    expect(await json('GET', `/api/runs/${id}/artifacts`)).toMatchObject([{ path: 'plots/a b.html', bytes: 8 }]);
    const file = await ask('GET', `/api/runs/${id}/artifacts/plots/a%20b.html`);
    expect([await file.text(), file.headers.get('content-type')]).toEqual(['<script>', 'application/octet-stream']);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    for (const climbing of ['..%2f..%2fstudio.db', 'plots', '%2fetc%2fpasswd'])
      expect((await ask('GET', `/api/runs/${id}/artifacts/${climbing}`)).status).toBe(404);
    expect((await problemOf(ask('POST', `/api/runs/${id}/resume`))).sentence).toMatch(/logged by Other/);
    expect((await problemOf(ask('POST', `/api/runs/${id}/fork`, {}))).sentence).toMatch(/logged by Other/);
    store.runs.remove(id);
  });

  // Each reading of a file is a process; once through either door is enough.
  test.runIf(door === 'directly')('files of one’s own: begun, read, trusted and not', async () => {
    const made = await json('POST', '/api/extensions', { kind: 'recipe', name: 'own-gan' });
    expect(made).toMatchObject({ state: 'trusted', offers: [{ kind: 'recipe', name: 'own-gan' }] });
    expect((await problemOf(ask('POST', '/api/extensions', { kind: 'recipe', name: 'own-gan' }))).sentence).toMatch(/is there already/);
    expect((await problemOf(ask('POST', '/api/extensions', { kind: 'recipe', name: '../a' }))).sentence).toMatch(/small letters/);
    const { text } = await json('GET', '/api/extensions/own-gan');
    expect(await json('GET', `/api/extensions/texts/${made.sha256}`)).toEqual({ sha256: made.sha256, text });
    expect(await json('DELETE', `/api/extensions/trust/${made.sha256}`)).toEqual({});
    expect((await json('GET', '/api/extensions')).extensions).toMatchObject([{ name: 'own-gan', state: 'asks', offers: [] }]);
    expect(await json('POST', '/api/extensions/trust', { sha256: made.sha256 })).toMatchObject({ extension: { state: 'trusted' } });
    expect(await json('GET', `/api/runs/${recorded.id}/extensions`)).toEqual([]);
    expect(await json('POST', '/api/extensions/own-gan/check')).toEqual([]);
  });

  test('pages: the index for every deep link, files as they are, nothing outside', async () => {
    for (const path of ['/', '/runs/12', '/compare?runs=1']) {
      const page = await ask('GET', path);
      expect([await page.text(), page.headers.get('content-type')]).toEqual(['<p>index.html', 'text/html; charset=utf-8']);
      expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    const script = await ask('GET', '/assets/a.js');
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(script.headers.get('cache-control')).toMatch(/immutable/);
    const known = await ask('GET', '/assets/a.js', undefined, { 'if-none-match': script.headers.get('etag')! });
    expect(known.status).toBe(304);
    expect((await ask('GET', '/assets/b.js')).status).toBe(404);
    for (const climbing of ['/%2e%2e%2fpackage.json', '/assets/..%2f..%2fstudio.db', '/..%5cstudio.db', '/a%00b']) {
      expect((await ask('GET', climbing)).status).toBe(403);
    }
    expect((await ask('GET', '/%zz')).status).toBe(422);
  });
});

test('every route was asked', () => {
  const nouns = api.routes.filter((route) => !route.startsWith('ALL ') && route !== 'GET /*');
  expect(nouns.length).toBeGreaterThan(35);
  expect(nouns.filter((route) => ![...asked].some((path) => patternOf(route).test(path)))).toEqual([]);
});

/** A test reads what it expects to be there. */
function parse(text: string): ReturnType<typeof JSON.parse> {
  return JSON.parse(text);
}

function note(method: string, path: string): void {
  asked.add(`${method} ${path.split('?')[0]}`);
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll('.', '\\.').replaceAll('*', '.+').replace(/:\w+/g, '[^/]+')}$`);
}
