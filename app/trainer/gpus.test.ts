import { expect, it } from 'vitest';
import { parseAdapters } from './dawn.ts';
import { parseGpus, parseGpuUse } from './gpus.ts';

const told =
  '0, NVIDIA A100-SXM4-80GB, 580.65.06, 81920, 80992\n1, NVIDIA A100-SXM4-80GB, 580.65.06, 81920, 1024\n2, NVIDIA T400, 580.65.06, 2048, 2000\n';

it("reads the driver's table of GPUs", () => {
  const gpus = parseGpus(told, undefined);
  expect(gpus.map(({ index, name }) => [index, name])).toEqual([
    [0, 'NVIDIA A100-SXM4-80GB'],
    [1, 'NVIDIA A100-SXM4-80GB'],
    [2, 'NVIDIA T400'],
  ]);
  expect(gpus[1]).toMatchObject({ driver: 'NVIDIA 580.65.06', memoryBytes: 81_920 * 2 ** 20, freeBytes: 1024 * 2 ** 20 });
  expect(gpus[1]!.capability).toBeUndefined();
  expect(parseGpus(told.replaceAll(/$/gm, ', 7.5'), undefined)[1]).toMatchObject({ freeBytes: 1024 * 2 ** 20, capability: 7.5 });
  expect(parseGpus('No devices were found\n', undefined)).toEqual([]);
});

it('counts only what CUDA_VISIBLE_DEVICES shows, in its order', () => {
  expect(parseGpus(told, '2,0').map(({ index, name }) => [index, name])).toEqual([
    [0, 'NVIDIA T400'],
    [1, 'NVIDIA A100-SXM4-80GB'],
  ]);
  expect(parseGpus(told, '')).toEqual([]);
  expect(parseGpus(told, 'GPU-8f2d')).toHaveLength(3);
});

it.each([
  ['-1', []],
  ['NoDevFiles', []],
  ['1,-1,0', [1]],
  ['2, 7, 0', [2]],
])('of CUDA_VISIBLE_DEVICES=%s it counts what stands before the first that is no GPU, as CUDA does', (visible, shown) => {
  expect(parseGpus(told, visible).map(({ memoryBytes, freeBytes, index }) => [index, memoryBytes, freeBytes])).toEqual(
    shown.map((from, index) => [index, parseGpus(told, undefined)[from].memoryBytes, parseGpus(told, undefined)[from].freeBytes]),
  );
});

it("reads Dawn's list of adapters, each name once", () => {
  const message = `no suitable backends found
Available adapters:
 * backend: 'vulkan', name: 'NVIDIA GeForce RTX 4090'
 * backend: 'vulkan', name: 'Intel(R) Graphics (ADL GT2)'
 * backend: 'vulkan', name: 'NVIDIA GeForce RTX 4090'
 * backend: 'null', name: 'Null backend'`;
  expect(parseAdapters(message)).toEqual(['NVIDIA GeForce RTX 4090', 'Intel(R) Graphics (ADL GT2)']);
});

it('reads what the GPUs are used for, as CUDA numbers them; what the driver does not tell is left out', () => {
  const use = '0, 37, 1024\n1, [N/A], 512\n2, 0, [Not Supported]\n';
  expect(parseGpuUse(use, undefined)).toEqual([
    { index: 0, percent: 37, bytes: 2 ** 30 },
    { index: 1, percent: null, bytes: 2 ** 29 },
    { index: 2, percent: 0, bytes: null },
  ]);
  expect(parseGpuUse(use, '1')).toEqual([{ index: 0, percent: null, bytes: 2 ** 29 }]);
  expect(parseGpuUse('NVIDIA-SMI has failed\n', undefined)).toEqual([]);
});
