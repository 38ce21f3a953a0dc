import { expect, it } from 'vitest';
import type { Row, RunRow } from './rows.ts';
import { devicesTable } from './table.ts';

const machine: Row = {
  ...{ row: 'machine', date: '2026-11-30T12:00:00Z', cpu: 'A processor', cores: 8, memoryBytes: 2 ** 34, platform: 'linux 6 x64', load: 1 },
  ...{ node: '24.21.0', gpus: ['cuda:0 NVIDIA T400'], torch: '2.11.0', note: 'Chromium ran beside it.' },
};
const run = (backend: string, change: Partial<RunRow> = {}): RunRow => ({
  ...{
    row: 'run',
    backend,
    name: 'DCGAN',
    networks: [],
    batch: 32,
    steps: 60,
    milliseconds: 30,
    cpuMilliseconds: 50,
    firstMilliseconds: 400,
  },
  ...{ peakBytes: 5e6, losses: [1.4, 1.2], problem: null },
  ...change,
});
const torch = (device: string, milliseconds: number): Row => ({
  row: 'torch',
  name: 'DCGAN',
  device,
  version: '2.11.0',
  milliseconds,
  cpuMilliseconds: 2 * milliseconds,
});

it('sets each backend beside PyTorch on the same kind of device', () => {
  const text = devicesTable([machine, run('cuda'), torch('NVIDIA T400', 20), run('wasm', { milliseconds: 90 }), torch('8 threads', 60)]);
  expect(text).toContain('| DCGAN, batch 32 | cuda | 30.0 ms (first 400, of 60) | 20.0 ms (NVIDIA T400) | 1.50 | 5 MB | 1.40 → 1.20 |');
  expect(text).toContain('| DCGAN, batch 32 | wasm | 90.0 ms (first 400, of 60) | 60.0 ms (8 threads) | 1.50 |');
  expect(text).toContain('PyTorch 2.11.0. Chromium ran beside it.');
  expect(text).toContain('| 1.40 → 1.20 | 50.0 : 40.0 |');
  const alone = devicesTable([machine, run('wasm', { milliseconds: 90 }), torch('1 thread', 60)]);
  expect(alone).toContain('| 60.0 ms (1 thread) | 1.50 |');
  expect(text).toContain('No machine of this page trained on webgpu by a real GPU');
});

it('says what was not seen and what broke off', () => {
  const report = {
    name: 'cuda',
    available: false,
    device: '',
    devices: [],
    sentence: 'No driver | here.',
    milliseconds: null,
    error: null,
  };
  const text = devicesTable([
    machine,
    { row: 'backend', report },
    run('webgpu', { problem: 'The GPU was lost.' }),
    { row: 'broken', what: 'native', sentence: 'SIGSEGV' },
  ]);
  expect(text).toContain('trained on cuda or webgpu by a real GPU');
  expect(text).toContain('| cuda | not here: No driver \\| here. | | |');
  expect(text).toContain('| DCGAN | webgpu | The GPU was lost. |');
  expect(text).toContain('native broke off: SIGSEGV.');
});
