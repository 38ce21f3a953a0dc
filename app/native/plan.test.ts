import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Gpu } from '../../shared/backend-choice.ts';
import { cudaFor, describePlans, planFor } from './plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-plan-'));
const home = join(folder, 'native');
const lists = resolve(import.meta.dirname, '../../resources/native');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());
beforeEach(() => {
  rmSync(home, { recursive: true, force: true });
  vi.stubEnv('GANYMEDE_NATIVE', home);
  vi.stubEnv('GANYMEDE_TORCH', '');
  vi.stubEnv('GANYMEDE_PYTHON', program('bare', 'exit 0'));
});

test.each<[string, [driver: number, ...capabilities: (number | undefined)[]], number | RegExp]>([
  ['the newest where driver and GPU are new enough', [580, 7.5], 13],
  ['an older one for an older driver', [575, 12], 12],
  ['an older one for a GPU that the newest leaves out', [590, 7], 12],
  ['what serves the most of several', [590, 6, 7.5, 9], 13],
  ['the newest that serves all', [590, 7, 9], 12],
  ['none for a GPU that none is built for', [580, 6.1], /GPU 0 is of compute capability 6\.1, .* built for 7\.0 and newer/],
  ['none for a driver that is too old to tell', [470, undefined], /driver is 470; CUDA 12 needs 525 or newer/],
  ['by the driver alone where the GPU is not told', [580, undefined], 13],
])('of CUDA: %s', (_, [driver, ...capabilities], expected) => {
  const gpus = capabilities.map((capability, index): Gpu => {
    const gpu = { index, name: `GPU ${index}`, driver: `NVIDIA ${driver}.65.06`, memoryBytes: 1, freeBytes: 1 };
    return capability === undefined ? gpu : { ...gpu, capability };
  });
  if (typeof expected === 'number') expect(cudaFor(gpus)).toBe(expected);
  else expect(() => cudaFor(gpus)).toThrow(expected);
});

test('of CUDA: none without a GPU', () => expect(() => cudaFor([])).toThrow(/No NVIDIA GPU answers/));

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('a plan', () => {
  test('is made by asking Python once, while everything else goes on', async () => {
    const [log, goOn] = [join(folder, 'log'), join(folder, 'go-on')];
    writeFileSync(log, '');
    vi.stubEnv('GANYMEDE_PYTHON', program('slow', `echo asked >> "${log}"; while [ ! -e "${goOn}" ]; do sleep 0.05; done`));
    const plans = describePlans(lists);
    await vi.waitFor(() => expect(readFileSync(log, 'utf8')).not.toBe(''), { timeout: 30_000 });
    appendFileSync(goOn, '');
    expect((await plans).native.kind).toBe('fetch');
    expect(readFileSync(log, 'utf8')).toBe('asked\n');
  });

  test('goes to the GPUs that the driver shows, also where it is too old to tell what they compute', async () => {
    const plain = '0, NVIDIA A100, 535.104, 81920, 80992';
    for (const answers of [`echo "${plain}, 8.0"`, `case "$1" in *compute_cap*) exit 2;; esac; echo "${plain}"`]) {
      driver(answers);
      expect(await planFor('cuda', lists)).toMatchObject({ kind: 'fetch', folder: join(home, 'cu12') });
    }
    driver('echo "0, NVIDIA TITAN Xp, 580.65, 12288, 12000, 6.1"');
    expect((await describePlans(lists)).cuda).toMatchObject({ kind: 'refused', sentence: expect.stringMatching(/TITAN Xp/) });
  });

  test('fetches nothing for CUDA that the torch of GANYMEDE_TORCH would then keep from being used', async () => {
    vi.stubEnv('GANYMEDE_TORCH', library(join(folder, 'named'), 'cpu'));
    driver('echo "0, NVIDIA A100, 580.65, 81920, 80992, 8.0"');
    const { native, cuda } = await describePlans(lists);
    expect(native).toMatchObject({ kind: 'there' });
    expect(cuda).toMatchObject({ kind: 'refused', sentence: expect.stringMatching(/GANYMEDE_TORCH names .*named.* no torch for CUDA/) });
  });

  test('takes what is set up already, as long as it is whole', async () => {
    const there = library(join(home, 'cpu/torch/lib'), 'cpu');
    writeFileSync(join(home, 'torch.json'), JSON.stringify({ native: there }));
    expect(await planFor('native', lists)).toEqual({ kind: 'there', torch: { folder: there, version: null } });
    for (const spoil of [
      () => writeFileSync(join(there, '../version.py'), "__version__ = '2.9.0'\n"),
      () => rmSync(there, { recursive: true }),
    ]) {
      spoil();
      expect(await planFor('native', lists)).toMatchObject({ kind: 'fetch' });
    }
    mkdirSync(there);
    writeFileSync(join(there, 'libtorch_cpu.so'), readFileSync(addon).subarray(0, 20_000));
    expect(await planFor('native', lists)).toMatchObject({ kind: 'fetch' });
  });
});

/** A shared library that is certainly here. */
const addon = resolve(import.meta.dirname, `../../node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`);

function library(place: string, part: string): string {
  mkdirSync(place, { recursive: true });
  const file = join(place, `libtorch_${part}.so`);
  if (!existsSync(file)) symlinkSync(addon, file);
  return place;
}

function driver(script: string): void {
  const place = join(folder, 'driver');
  mkdirSync(place, { recursive: true });
  program('driver/nvidia-smi', script);
  vi.stubEnv('PATH', `${place}:${process.env.PATH}`);
}

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
