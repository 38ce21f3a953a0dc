import { expect, it } from 'vitest';
import type { Gpu } from '../../shared/backend-choice.ts';
import { deviceRoom } from './device-room.ts';

const gpu = (index: number, name: string, freeBytes: number): Gpu => ({ index, name, driver: 'NVIDIA 580', memoryBytes: 100, freeBytes });
const facts = (choice: 'cuda:1' | 'webgpu:0', name: string) => ({ choice, name, driver: null, memoryBytes: 100, freeBytes: 90 });

it('asks the driver anew what of a GPU is free', async () => {
  let free = 70;
  const listGpus = async () => [gpu(0, 'A100', 1), gpu(1, 'T400', free)];
  const cuda = { name: 'cuda', facts: facts('cuda:1', 'T400') };
  expect(await deviceRoom(cuda, listGpus)).toEqual({ whole: 100, free: 70 });
  free = 20;
  expect(await deviceRoom(cuda, listGpus)).toEqual({ whole: 100, free: 20 });
  expect(await deviceRoom({ name: 'webgpu', facts: facts('webgpu:0', 'T400') }, listGpus)).toEqual({ whole: 100, free: 20 });
});

it('takes what was last told where the driver is silent, and the machine’s memory where there is no GPU', async () => {
  const silent = async () => [];
  expect(await deviceRoom({ name: 'cuda', facts: facts('cuda:1', 'T400') }, silent)).toEqual({ whole: 100, free: 90 });
  expect(await deviceRoom({ name: 'cuda', facts: null }, silent)).toBeNull();
  expect((await deviceRoom({ name: 'wasm', facts: null }, silent))?.whole).toBeLessThanOrEqual(2 ** 32);
});
