/**
 * What W&B measures of the machine, under the names that Ganymede's own runs have where it is the same figure (its documentation, "System
 * metrics": `cpu` is the process over all processors, `proc.memory.rssMB` resident MiB); everything else keeps its name.
 */
export function systemSeriesOf(path: readonly string[]): { key: string; scale: number } {
  const name = path.join('.');
  const [, gpu, figure] = /^gpu\.(\d+)\.(gpu|memoryAllocatedBytes)$/.exec(name) ?? [];
  if (figure === 'gpu') return { key: `system/gpu-utilization/${gpu}`, scale: 1 };
  if (figure === 'memoryAllocatedBytes') return { key: `system/gpu-memory/${gpu}`, scale: 2 ** -20 };
  return { key: `system/${same.get(name) ?? name}`, scale: 1 };
}

const same = new Map([
  ['cpu', 'process-cpu'],
  ['proc.memory.rssMB', 'process-memory'],
]);
