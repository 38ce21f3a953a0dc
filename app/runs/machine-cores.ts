import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Cores that this process may use. Two threads of one core count once where the system tells (Linux): they share what multiplies. */
export function machineCores(processors = '/sys/devices/system/cpu'): number {
  const available = availableParallelism();
  try {
    const cores = readdirSync(processors)
      .filter((name) => /^cpu\d+$/.test(name))
      .map((name) => readFileSync(join(processors, name, 'topology', 'thread_siblings_list'), 'utf8').trim());
    return cores.length === 0 ? available : Math.min(available, new Set(cores).size);
  } catch {
    return available;
  }
}
