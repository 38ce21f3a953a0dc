import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mnist } from '../engine/datasets/mnist.ts';
import { openCli } from '../cli-in-test.ts';
import { openStandIn, type StandIn } from './stand-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-data-command-'));
const { ganymede } = openCli(folder);
/** As long as MNIST's, and not MNIST. */
const files = Object.fromEntries(mnist.published!.files.map(({ name, bytes }) => [name, Buffer.alloc(bytes)]));
let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(files);
  vi.stubEnv('GANYMEDE_DATA', join(folder, 'data'));
  vi.stubEnv('GANYMEDE_DATA_MIRROR', standIn.address);
});
afterAll(async () => {
  await standIn.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('the command line lists the sets, says the terms of one before it is fetched, and refuses what is not the published file', async () => {
  const listed = await ganymede('data', '--json');
  expect(listed.result).toMatchObject({ ok: true, folder: join(folder, 'data'), mirror: standIn.address });
  expect(listed.result.sets.map(({ name }: { name: string }) => name)).toEqual(['mnist', 'fashion-mnist', 'kmnist', 'cifar-10']);

  const { code, lines, result } = await ganymede('data', 'get', 'mnist', '--json');
  expect(code).toBe(6);
  expect(lines[0]).toMatchObject({ type: 'terms', name: 'mnist', licence: expect.stringContaining('CC BY-SA 3.0'), bytes: 11_594_722 });
  expect(result).toMatchObject({ ok: false, code: 'unavailable', sentence: expect.stringContaining('its sha256 differs. It was deleted') });
  expect(standIn.asked.map(({ path }) => path)).toEqual(['/mnist/train-images-idx3-ubyte.gz']);
  expect(existsSync(join(folder, 'data', 'mnist'))).toBe(false);
});

test('a training on a set that is not here ends with how to get it; a name that is wrong with the nearest', async () => {
  writeFileSync(join(folder, 'config.yaml'), 'recipe: vae\ndataset: mnist\nsteps: 2\nbackend: cpu\n');
  const trained = await ganymede('train', 'config.yaml', '--json');
  expect([trained.code, trained.result.run.sentence]).toEqual([1, expect.stringContaining('ganymede data get mnist')]);
  const wrong = await ganymede('data', 'get', 'mnits');
  expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining('Did you mean mnist?')]);
  expect((await ganymede('data', 'fetch')).code).toBe(2);
});
