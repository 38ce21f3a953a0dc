import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TrackingState } from '../shared/api/studio.ts';
import { openStudio, type Studio } from './studio.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-door-'));
const studios: Studio[] = [];
const tracking = '/api/2.0/mlflow';

afterEach(async () => {
  for (const studio of studios.splice(0)) await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

function opened(token: string | null): Studio {
  const studio = openStudio({
    workspace: join(folder, 'workspace'),
    startQueued: false,
    tracking: { token },
    launchTrainer: () => {
      throw new Error('Nothing is trained here.');
    },
  });
  studios.push(studio);
  return studio;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function settle(studio: Studio, patch: object): Promise<TrackingState> {
  const response = await studio.fetch(new Request('http://studio/api/settings', { method: 'PATCH', body: JSON.stringify(patch) }));
  expect(response.status).toBe(200);
  const isOn = (patch as { tracking?: boolean }).tracking !== false;
  for (;;) {
    const state = (await (await studio.fetch(new Request('http://studio/api/tracking'))).json()) as TrackingState;
    if (isOn ? state.address !== null || state.sentence !== '' : state.address === null) return state;
    await new Promise((done) => setImmediate(done));
  }
}

async function listening(token: string | null): Promise<{ studio: Studio; port: number }> {
  const studio = opened(token);
  const port = await freePort();
  const state = await settle(studio, { tracking: true, trackingPort: port });
  expect(state).toEqual({ address: `http://127.0.0.1:${port}`, sentence: '' });
  return { studio, port };
}

/** By hand, so that Host, Origin and dots in a path are sent as they are. */
function ask(
  port: number,
  method: string,
  path: string,
  headers: IncomingHttpHeaders = {},
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, agent: false, method, path, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode!, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

test('it opens and shuts with the setting, and answers MLflow’s addresses alone', async () => {
  const { studio, port } = await listening(null);
  expect(await ask(port, 'GET', '/health')).toEqual({ status: 200, text: 'OK' });
  expect((await ask(port, 'GET', `${tracking}/experiments/get?experiment_id=0`)).status).toBe(200);
  for (const path of ['/api/runs', '/api/settings', '/index.html', `${tracking}/nothing`])
    expect((await ask(port, 'GET', path)).status, path).toBe(404);
  await settle(studio, { tracking: false });
  await expect(ask(port, 'GET', '/health')).rejects.toThrow(/ECONNREFUSED/);
});

test('a port that another program has is said, and no reason not to open', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const state = await settle(opened(null), { tracking: true, trackingPort: port });
  expect(state).toEqual({ address: null, sentence: `Port ${port} can't be had: another program has it. Choose another.` });
  other.close();
});

test('a page of another origin can neither read nor write, whatever its browser sends', async () => {
  const { port } = await listening(null);
  const create = JSON.stringify({ experiment_id: '0', run_name: 'evil' });
  const pages: IncomingHttpHeaders[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'evil.example' },
    { host: `evil.example:${port}` },
    { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
  ];
  for (const headers of pages) {
    const said = JSON.stringify(headers);
    for (const type of ['application/json', 'text/plain']) {
      expect((await ask(port, 'POST', `${tracking}/runs/create`, { ...headers, 'content-type': type }, create)).status, said).toBe(403);
    }
    expect((await ask(port, 'GET', `${tracking}/experiments/search?max_results=9`, headers)).text, said).not.toMatch(/Default/);
    expect((await ask(port, 'PUT', '/api/2.0/mlflow-artifacts/artifacts/0/x/artifacts/a', headers, 'x')).status, said).toBe(403);
    expect(
      (await ask(port, 'OPTIONS', `${tracking}/runs/create`, { ...headers, 'access-control-request-method': 'POST' })).status,
      said,
    ).toBeGreaterThan(399);
  }
  const found = await ask(port, 'POST', `${tracking}/runs/search`, {}, JSON.stringify({ experiment_ids: ['0'] }));
  expect(found).toEqual({ status: 200, text: '{}' });
});

test('with a token only who brings it is known: as a bearer’s, or for a password', async () => {
  const { port } = await listening('säcret & more');
  const path = `${tracking}/experiments/get?experiment_id=0`;
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const wrong = [{}, { authorization: 'Bearer x' }, basic('me:x'), basic('säcret & more'), basic('säcret & more:x')];
  for (const headers of wrong.slice(0, 3)) {
    const { status, text } = await ask(port, 'GET', path, headers);
    expect([status, JSON.parse(text).error_code]).toEqual([401, 'UNAUTHENTICATED']);
  }
  expect((await ask(port, 'GET', path, wrong[4])).status).toBe(401);
  expect((await ask(port, 'GET', path, basic('me:säcret & more'))).status).toBe(200);
  expect((await ask(port, 'GET', path, { authorization: `Bearer ${encodeURIComponent('säcret & more')}` })).status).toBe(200);
});

test('a file’s path names a file of its run, however it is written', async () => {
  const { port } = await listening(null);
  const created = await ask(port, 'POST', `${tracking}/runs/create`, {}, JSON.stringify({ experiment_id: '0' }));
  const run = JSON.parse(created.text).run.info.run_id;
  const files = `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts`;
  const put = (path: string) => ask(port, 'PUT', path, { 'content-type': 'text/plain' }, 'x');
  const hostile = [
    '../up',
    '../../../../../../up',
    '%2e%2e/up',
    '..%2f..%2fup',
    '%252e%252e%252fup',
    'a/..%5cup',
    '%2Fetc%2Fpasswd',
    '/etc/passwd',
    'c:%5cx',
    'C:/x',
    'a%00b',
    'a//b',
    '.',
    'a/%2e',
  ];
  for (const path of hostile) expect((await put(`${files}/${path}`)).status, path).toBeGreaterThanOrEqual(400);
  for (const other of ['/api/2.0/mlflow-artifacts/artifacts/1', `/api/2.0/mlflow-artifacts/artifacts/0/x${run}/artifacts`]) {
    expect((await put(`${other}/a.txt`)).status).toBe(400);
  }
  expect((await put(`${files}/plain/name.txt`)).status).toBe(200);
  expect((await ask(port, 'GET', `${files}/plain/name.txt`)).text).toBe('x');
  const { text } = await ask(port, 'GET', `/api/2.0/mlflow-artifacts/artifacts?path=0/${run}/artifacts`);
  expect(JSON.parse(text)).toEqual({ files: [{ path: 'plain', is_dir: true }] });
  expect((await ask(port, 'GET', `/api/2.0/mlflow-artifacts/artifacts?path=0/${run}/artifacts/../../..`)).status).toBe(400);
  const written = readdirSync(folder, { recursive: true }).map((name) => String(name).split(/[\\/]/).at(-1)!);
  expect(readdirSync(folder)).toEqual(['workspace']);
  expect(written.filter((name) => ['up', 'passwd', 'x', 'b', 'name.txt', 'a.txt'].includes(name))).toEqual([]);
});
