import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askExport } from '../shared/api/studio.ts';
import { exportRoutes } from './api/exports.ts';
import type { Parts } from './api/parts.ts';
import { problemResponse } from './api/problem.ts';
import { catalogue } from './engine/catalogue.ts';
import { exportFile } from './export-source.ts';
import { serve, type Served } from './serve.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { tinyConfig } from './tiny-config.ts';

/** More text than a socket and its readers hold by themselves. */
const points = 600_000;
const folder = mkdtempSync(join(tmpdir(), 'ganymede-export-'));
let store: Store;
let run: string;
/** Of the store's stretches of points: how many were read, and when the reader let go. */
let read = 0;
let letGo: Promise<void>;

beforeAll(() => {
  store = openStore({ folder: ':memory:', now: () => 1.7e12 });
  run = store.runs.create({ name: 'long', config: tinyConfig({ steps: 10 }), parent: null }).id;
});
beforeEach(() => {
  const step = Float64Array.from({ length: points }, (_, at) => at);
  store.series.truncate(run, -1);
  store.series.append(run, 'loss', { step, time: step.map((at) => 1.7e12 + at), value: step.map((at) => Math.sin(at)) });
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function exporting(ask: object) {
  read = 0;
  let done = () => {};
  letGo = new Promise((resolve) => {
    done = resolve;
  });
  const columns: Store['series']['columns'] = function* (...of) {
    try {
      for (const stretch of store.series.columns(...of)) {
        read += 1;
        yield stretch;
      }
    } finally {
      done();
    }
  };
  const watched: Store = { ...store, series: { ...store.series, columns } };
  return exportFile(
    {
      store: watched,
      catalogue: catalogue('test', []),
      now: () => 1.7e12,
      printPdf: async () => new Uint8Array(),
      architecture: () => null,
      wholeCheckpoint: () => Promise.reject(),
    },
    askExport.parse(ask),
  );
}

async function started(ask: object): Promise<ReadableStream<Uint8Array>> {
  const { content } = await exporting(ask);
  if (content instanceof Uint8Array) throw new Error('the export is whole already');
  return content;
}

describe('a long export', () => {
  it('is read from the store as it is read itself, and no further', async () => {
    const reader = (await started({ to: 'csv', runs: [run] })).getReader();
    for (let chunk = 0; chunk < 5; chunk += 1) await reader.read();
    await new Promise(setImmediate);
    expect(read).toBeLessThanOrEqual(6);
    await reader.cancel();
    await letGo;
    expect(read).toBeLessThanOrEqual(6);
  });

  it.each(['csv', 'json'])('as %s gives everyone else a turn between its chunks', async (to) => {
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();
    let chunks = 0;
    for await (const _chunk of await started({ to, runs: [run] })) chunks += 1;
    isOver = true;
    expect(chunks).toBeGreaterThan(50);
    expect(turns).toBeGreaterThanOrEqual(chunks - 1);
  });

  it('has every point, and those that came in meanwhile are left for the next', async () => {
    const chunks = await started({ to: 'json', runs: [run] });
    store.series.append(run, 'loss', { step: Float64Array.of(points), time: Float64Array.of(0), value: Float64Array.of(0) });
    const [{ series }] = (
      (await new Response(chunks).json()) as { runs: { series: { count: number; steps: number[]; values: number[] }[] }[] }
    ).runs;
    expect(series[0].count).toBe(points);
    expect(series[0].steps).toEqual(Array.from({ length: points }, (_, at) => at));
    expect(series[0].values.at(-1)).toBe(Math.sin(points - 1));
  });

  it('breaks off where the run is taken back meanwhile', async () => {
    const chunks = await started({ to: 'csv', runs: [run] });
    store.series.truncate(run, points / 2);
    await expect(new Response(chunks).text()).rejects.toThrow(/loss was taken back/);
  });
});

describe('behind a port', () => {
  let served: Served;
  const ask = (body: object, signal?: AbortSignal) =>
    fetch(new URL('/', served.address), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', authorization: 'Bearer known' },
      signal,
    });
  beforeAll(async () => {
    const routes = exportRoutes({ store, exportFile: exporting } as unknown as Parts).onError((error) => problemResponse(error));
    const studio = { fetch: async (request: Request) => routes.fetch(request), workspace: folder, close: async () => {} };
    served = await serve({ studio, port: 0, token: 'known' });
  });
  afterAll(() => served.close());

  it('comes whole, under its name', async () => {
    const response = await ask({ to: 'csv', runs: [run] });
    expect(response.headers.get('content-disposition')).toContain('filename="ganymede-1-long.csv"');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await response.text()).split('\n')).toHaveLength(points + 2);
  });

  it('is refused in a sentence where nothing was sent yet', async () => {
    const response = await ask({ to: 'csv', runs: [run], series: ['nothing'] });
    expect([response.status, (await response.json()) as object]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
  });

  it('fails for who downloads it, when it fails on the way', async () => {
    const response = await ask({ to: 'csv', runs: [run] });
    expect(response.status).toBe(200);
    store.series.truncate(run, points / 2);
    await expect(response.text()).rejects.toThrow();
  });

  it('waits for a slow reader, and is let go when the reader leaves', async () => {
    const leave = new AbortController();
    const response = await ask({ to: 'csv', runs: [run] }, leave.signal);
    await response.body!.getReader().read();
    leave.abort();
    await letGo;
    expect(read).toBeLessThan(points / 4096);
  });
});
