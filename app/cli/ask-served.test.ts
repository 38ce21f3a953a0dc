import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsker } from './asker.ts';
import { askServed } from './ask-served.ts';

let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/broken') {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('half');
      setImmediate(() => response.destroy());
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response
      .writeHead(200, { 'x-method': request.method })
      .end(`${decodeURIComponent(request.headers.authorization!)} ${Buffer.concat(chunks)}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test('what is asked arrives with the token, whatever it holds, and the answer comes back', async () => {
  const door = openAsker(askServed('tökén &'), address);
  const { bytes, headers } = await door.bytes('POST', '/x', { a: 1 });
  expect([new TextDecoder().decode(bytes), headers.get('x-method')]).toEqual(['Bearer tökén & {"a":1}', 'POST']);
  expect(new TextDecoder().decode((await door.bytes('GET', '/x')).bytes)).toBe('Bearer tökén & ');
});

test('an answer that breaks off is an error, and so is nobody there', async () => {
  const door = openAsker(askServed('t'), address);
  await expect(door.bytes('GET', '/broken')).rejects.toThrow();
  await expect(openAsker(askServed('t'), 'http://127.0.0.1:9').bytes('GET', '/')).rejects.toThrow();
});

test('no proxy is asked the way to this machine', async () => {
  const module = new URL('./ask-served.ts', import.meta.url).href;
  const program = `const { askServed } = await import('${module}');
    console.log((await askServed('t')(new Request('${address}/x'))).status);`;
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', NO_PROXY: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  expect(stdout).toBe('200\n');
});
