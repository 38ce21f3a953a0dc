import { expect, it } from 'vitest';
import { systemSeriesOf } from './system-series.ts';

it.each([
  ['cpu', 'system/process-cpu', 1],
  ['proc.memory.rssMB', 'system/process-memory', 1],
  ['gpu.3.gpu', 'system/gpu-utilization/3', 1],
  ['gpu.0.memoryAllocatedBytes', 'system/gpu-memory/0', 2 ** -20],
  ['gpu.0.memory', 'system/gpu.0.memory', 1],
  ['cpu.1.cpu_percent', 'system/cpu.1.cpu_percent', 1],
  ['network.sent', 'system/network.sent', 1],
  ['constructor', 'system/constructor', 1],
])('%s is %s', (name, key, scale) => {
  expect(systemSeriesOf(name.split('.'))).toEqual({ key, scale });
});
