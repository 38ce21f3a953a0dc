import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { torchInTest } from './torch-in-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-signals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const signals = 6000;

/** Plays the same steps over and over while another thread signals the process, and says how often they were others. */
const player = `
  import { Worker } from 'node:worker_threads';
  const [{ openBackend }, { nodeBackendHome }, { paritySteps }] = await Promise.all(process.argv.slice(2).map((file) => import(file)));
  let heard = 0, isStorm = true;
  process.on('SIGUSR2', () => (heard += 1));
  const { tf } = await openBackend('native', nodeBackendHome);
  const first = JSON.stringify(await paritySteps(tf));
  const storm = new Worker(\`
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let sent = 0; sent < ${signals}; sent += 1) {
      process.kill(process.pid, 'SIGUSR2');
      Atomics.wait(pause, 0, 0, 0.2);
    }\`, { eval: true });
  storm.on('exit', () => (isStorm = false));
  let others = 0;
  do {
    if (JSON.stringify(await paritySteps(tf)) !== first) others += 1;
    await new Promise((resolve) => setImmediate(resolve));
  } while (isStorm);
  process.send({ heard, others }, () => process.disconnect());`;

test('libtorch computes the same under 6,000 signals and a profiler', { timeout: 300_000 }, async ({ skip }) => {
  if ('missing' in torchInTest) return skip(torchInTest.missing);
  if (process.platform === 'win32') return skip('Windows has no such signals.');
  const script = join(folder, 'player.mjs');
  writeFileSync(script, player);
  const modules = ['engine/backend.ts', 'trainer/node-home.ts', 'engine/parity-steps.ts'].map(
    (file) => new URL(`../${file}`, import.meta.url).href,
  );
  const child = fork(script, modules, {
    execArgv: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
    env: { ...process.env, GANYMEDE_TORCH: torchInTest.folder },
  });
  const said: { heard: number; others: number }[] = [];
  child.on('message', (message) => said.push(message as (typeof said)[0]));
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said).toHaveLength(1);
  expect(said[0]!.others).toBe(0);
  // Those that come while one waits are one; how many get through depends on the machine.
  expect(said[0]!.heard).toBeGreaterThan(100);
  expect(readdirSync(folder).some((name) => name.endsWith('.cpuprofile'))).toBe(true);
});
