import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderAssets } from './folder-assets.ts';
import { launchNode } from './runs/launch-node.ts';
import { serve, servingOf, type Served } from './serve.ts';
import { openStudio } from './studio.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-serve-'));
const workspace = join(folder, 'workspace');
const token = 'a-token-for-this-test';
let served: Served;
let port: number;

beforeAll(async () => {
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'pages', 'index.html'), '<p>The page');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const launchTrainer = launchNode({ version: 'test' });
  const studio = openStudio({ workspace, launchTrainer, assets: folderAssets(join(folder, 'pages')), startQueued: false });
  served = await serve({ studio, port: 0, token, names: ['box.lan'], origins: ['http://localhost:5173'] });
  port = Number(new URL(served.address).port);
});

afterAll(async () => {
  await served.close();
  expect(servingOf(workspace)).toBeNull();
  rmSync(folder, { recursive: true, force: true });
});

test('the printed address becomes a cookie that no script reads, and the token leaves the address', async () => {
  const { status, headers } = await get(`/runs/3?token=${token}&tab=curves`);
  expect([status, headers.location]).toEqual([303, '/runs/3?tab=curves']);
  const [cookie] = headers['set-cookie']!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const known = { cookie: cookie.split(';')[0] };
  expect(await get('/runs/3?tab=curves', known)).toMatchObject({ status: 200, body: '<p>The page' });
  expect((await get('/api/workspace', known)).status).toBe(200);
  expect((await get('/', { cookie: 'other=1; ganymede=x' })).status).toBe(401);
});

test('a browser that knows this studio from before it was started anew is told so', async () => {
  const name = (await get(`/?token=${token}`)).headers['set-cookie']![0].split('=')[0];
  const { status, body } = await get('/api/workspace', { cookie: `${name}=of-yesterday` });
  expect([status, body]).toEqual([401, expect.stringMatching(/started anew.*Open the new address/)]);
});

test('who brings no token, or a wrong one, is told what to do', async () => {
  const stranger = await get('/api/runs');
  expect([stranger.status, stranger.headers['content-type']]).toEqual([401, 'application/problem+json']);
  expect(stranger.body).toMatch(/address that it printed/);
  expect((await get('/?token=wrong')).status).toBe(401);
  expect((await get('/api/runs', { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await get(`/api/runs?token=${token}`)).status).toBe(401);
  const page = await get('/', { accept: 'text/html' });
  expect([page.status, page.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
});

test.each<[string, IncomingHttpHeaders, number]>([
  ['another name for this machine (DNS rebinding)', { host: 'evil.example' }, 403],
  ['a name that only begins like ours', { host: 'localhost.evil.example:80' }, 403],
  ['a page of another site', { origin: 'http://evil.example' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['another port of this machine', { origin: 'http://127.0.0.1:9' }, 403],
  ['the end of an SSH tunnel', { host: 'localhost:9000', origin: 'http://localhost:9000' }, 200],
  ['a name given by name', { host: 'box.lan:1234' }, 200],
  ['IPv6 loopback', { host: '[::1]:4600' }, 200],
  ['an origin given by name', { origin: 'http://localhost:5173' }, 200],
])('%s is answered as it should be', async (_what, headers, status) => {
  const answer = await get('/api/workspace', { authorization: `Bearer ${token}`, ...headers });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.body).toMatch(/Open the address that it printed/);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

test('nothing outside of the pages is reached', async () => {
  const known = { authorization: `Bearer ${token}` };
  for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/..%5csecret.txt', '//secret.txt']) {
    const { body } = await get(path, known);
    expect(body).not.toBe('secret');
  }
});

test('a redirect never leaves this studio', async () => {
  const { headers } = await get(`//evil.example/?token=${token}`);
  expect(headers.location).toBe('/evil.example/');
});

test('the event stream goes through HTTP at once, and is let go when the reader leaves', async () => {
  const controller = new AbortController();
  const options = { headers: { authorization: `Bearer ${token}` }, signal: controller.signal };
  const response = await fetch(`http://127.0.0.1:${port}/api/changes`, options);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toMatch(/^event: hello\n/);
  await fetch(`http://127.0.0.1:${port}/api/settings`, { method: 'PATCH', body: '{"theme":"dark"}', headers: options.headers });
  expect((await reader.read()).value).toMatch(/"kinds":\["settings"\]/);
  controller.abort();
});

test('commands of the same user find the studio, and nobody else reads its token', () => {
  expect(servingOf(workspace)).toEqual({ address: `http://127.0.0.1:${port}/`, token });
  expect(statSync(join(workspace, 'serving.json')).mode & 0o077).toBe(0);
  expect(readFileSync(join(workspace, 'serving.json'), 'utf8')).toContain(token);
});

test.each<[string, { host?: string; port?: number }, string, RegExp]>([
  ['an address that this machine lacks', { host: '192.0.2.1' }, 'unavailable', /^192\.0\.2\.1 is no address of this machine.*--host/],
  ['a port that is none', { port: 70_000 }, 'invalid', /^There is no port 70000.*65535.*--port/],
])('%s is said so', async (_what, where, code, sentence) => {
  const studio = openStudio({ workspace: ':memory:', launchTrainer: launchNode({ version: 'test' }) });
  await expect(serve({ studio, ...where })).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
  await studio.close();
});

test('a port that is taken is said so', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const studio = openStudio({ workspace: ':memory:', launchTrainer: launchNode({ version: 'test' }) });
  const taken = (other.address() as AddressInfo).port;
  await expect(serve({ studio, port: taken })).rejects.toThrow(/Port \d+ of 127.0.0.1 can't be had: another program has it.*--port/);
  await studio.close();
  other.close();
});

test('a studio keeps its cookie’s name on any port, and no other has it', async () => {
  const nameOn = async (place: string) => {
    const studio = openStudio({ workspace: place, launchTrainer: launchNode({ version: 'test' }), startQueued: false });
    const { address, close } = await serve({ studio, port: 0 });
    const { headers } = await fetch(address, { redirect: 'manual' });
    await close();
    return headers.get('set-cookie')!.split('=')[0];
  };
  const places = ['one', 'two', 'one'].map((name) => join(folder, name));
  const [one, two, again] = [await nameOn(places[0]), await nameOn(places[1]), await nameOn(places[2])];
  expect([one === two, one === again]).toEqual([false, true]);
});

test.each(['a+b&c=d#e%41 f/?', 'ключ “ü”', '100%'])('a token of one’s own may be %s', async (own) => {
  const studio = openStudio({ workspace: ':memory:', launchTrainer: launchNode({ version: 'test' }) });
  const { address, close } = await serve({ studio, port: 0, token: own });
  const welcome = await fetch(address, { redirect: 'manual' });
  expect([welcome.status, welcome.headers.get('location')]).toEqual([303, '/']);
  const [cookie] = welcome.headers.get('set-cookie')!.split(';');
  const statusOf = async (headers: Record<string, string>) => (await fetch(new URL('/api/workspace', address), { headers })).status;
  expect(await statusOf({ cookie })).toBe(200);
  expect(await statusOf({ authorization: `Bearer ${encodeURIComponent(own)}` })).toBe(200);
  expect(await statusOf({ authorization: `Bearer ${Buffer.from(own).toString('latin1')}` })).toBe(200);
  expect(await statusOf({ authorization: `Bearer ${encodeURIComponent(own)}x` })).toBe(401);
  await close();
});

test('an empty token is as none: a new one is made, and nobody comes in without it', async () => {
  const studio = openStudio({ workspace: ':memory:', launchTrainer: launchNode({ version: 'test' }) });
  const { address, close } = await serve({ studio, port: 0, token: '' });
  expect(new URL(address).searchParams.get('token')).toMatch(/^[\w-]{32}$/);
  expect((await fetch(new URL('/api/workspace', address))).status).toBe(401);
  expect((await fetch(new URL('/?token=', address))).status).toBe(401);
  await close();
});

test('a second studio on the same workspace is refused in a sentence', () => {
  expect(() => openStudio({ workspace, launchTrainer: launchNode({ version: 'test' }) })).toThrow(/already open.*Close that studio first/);
});

/** With Node's own client: fetch may set neither Host nor Origin, and tidies paths. */
function get(path: string, headers: IncomingHttpHeaders = {}): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((done, fail) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, headers: { ...headers } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => done({ status: response.statusCode!, headers: response.headers, body }));
    });
    request.on('error', fail);
    request.end();
  });
}
