import { expect, it } from 'vitest';
import { watchHealth } from '../../shared/health-watch.ts';
import { gpuFigures, openMachine, shares } from './machine.ts';

it('tells memory and processors of a real process in MiB and percent', async () => {
  const machine = openMachine({ name: 'wasm', facts: null });
  let spun = 0;
  for (const until = performance.now() + 30; performance.now() < until; ) spun += 1;
  const figures = await machine.sample();
  expect(spun).toBeGreaterThan(0);
  expect(Object.keys(figures)).toEqual(expect.arrayContaining(['system/process-cpu', 'system/process-memory', 'system/machine-memory']));
  expect(figures['system/process-memory']).toBeGreaterThan(10);
  expect(figures['system/machine-memory']).toBeGreaterThan(figures['system/process-memory'] / 2);
  expect(figures['system/process-cpu']).toBeGreaterThan(0);
  for (const key of ['system/process-cpu', 'system/machine-cpu']) expect(figures[key] ?? 0).toBeLessThanOrEqual(100);
  expect(machine.note).toBeNull();
});

it('shares are of all processors, and nothing is told of no time', () => {
  const before = { time: 0, process: 0, busy: 100, all: 1000 };
  expect(shares(before, { time: 1000, process: 1_500_000, busy: 150, all: 1200 }, 2)).toEqual({
    'system/process-cpu': 75,
    'system/machine-cpu': 25,
  });
  expect(shares(before, before, 2)).toEqual({});
});

it('a GPU has its own figures, those of the one that is computed on where that is known', () => {
  const uses = [
    { index: 0, percent: 10, bytes: 2 ** 20 },
    { index: 1, percent: null, bytes: 2 ** 30 },
  ];
  expect(gpuFigures(uses, 1)).toEqual({ 'system/gpu-memory/1': 1024 });
  expect(Object.keys(gpuFigures(uses, null))).toEqual(['system/gpu-utilization/0', 'system/gpu-memory/0', 'system/gpu-memory/1']);
});

it('a process that keeps what it should let go is found climbing, by its own memory', async () => {
  const machine = openMachine({ name: 'cpu', facts: null });
  const watch = watchHealth({});
  const kept: Uint8Array[] = [];
  const found = [];
  for (let step = 1; step <= 80 && found.length === 0; step += 1) {
    kept.push(new Uint8Array(4 * 2 ** 20).fill(step));
    found.push(...watch.see([{ type: 'points', step, values: await machine.sample() }]));
  }
  expect(found).toMatchObject([{ rule: 'memory climbing', subject: 'system/process-memory' }]);
  expect(kept.length).toBeGreaterThan(50);
});
