import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { machineCores } from './machine-cores.ts';

it('counts two threads of one core once, and what the process may use where nothing is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cores-'));
  for (const [name, siblings] of [
    ['cpu0', '0-1'],
    ['cpu1', '0-1'],
  ] as const) {
    mkdirSync(join(folder, name, 'topology'), { recursive: true });
    writeFileSync(join(folder, name, 'topology', 'thread_siblings_list'), `${siblings}\n`);
  }
  mkdirSync(join(folder, 'cpufreq'));
  expect(machineCores(folder)).toBe(1);
  rmSync(folder, { recursive: true });
  expect(machineCores(folder)).toBe(availableParallelism());
});
