import { cpus, freemem, totalmem } from 'node:os';
import { gpuOf } from '../engine/devices.ts';
import type { Machine, ReadyBackend } from './home.ts';
import { type GpuUse, listGpus, listGpuUse, mayHaveGpus } from './gpus.ts';

const mebibyte = 2 ** 20;

/**
 * What the process and its machine use, by Node's own counters: no program is started for it. On a GPU the driver's nvidia-smi is asked, which
 * alone knows; other drivers tell nothing that could be read without their own libraries.
 */
export function openMachine({ name, facts }: Pick<ReadyBackend, 'name' | 'facts'>): Machine {
  const isOnGpu = name === 'cuda' || name === 'webgpu';
  const asksDriver = isOnGpu && mayHaveGpus();
  let index: number | undefined;
  let before = readings();

  async function sample(): Promise<Record<string, number>> {
    const now = readings();
    const figures = { ...shares(before, now), ...memory() };
    before = now;
    return asksDriver ? { ...figures, ...gpuFigures(await listGpuUse(), await device()) } : figures;
  }

  /** Which GPU is computed on; null where the driver knows it by no name of ours. */
  async function device(): Promise<number | null> {
    index ??= facts === null ? -1 : (gpuOf(facts, await listGpus())?.index ?? -1);
    return index < 0 ? null : index;
  }

  const silent = isOnGpu && !asksDriver;
  return {
    sample,
    note: silent ? 'What the GPU is used for is not recorded: only NVIDIA’s nvidia-smi tells it, and there is none here.' : null,
  };
}

interface Readings {
  time: number;
  /** Microseconds. */
  process: number;
  busy: number;
  all: number;
}

function readings(): Readings {
  const { user, system } = process.cpuUsage();
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.irq + times.idle;
    all += sum;
    busy += sum - times.idle;
  }
  return { time: performance.now(), process: user + system, busy, all };
}

/** Of all processors, in percent. Nothing before some time has passed, and on a system that counts no processor's time. */
export function shares(before: Readings, now: Readings, cores = cpus().length): Record<string, number> {
  const passed = now.time - before.time;
  const ticks = now.all - before.all;
  const percent = (share: number) => 100 * Math.min(1, Math.max(0, share));
  return {
    ...(passed > 0 && cores > 0 ? { 'system/process-cpu': percent((now.process - before.process) / 1000 / passed / cores) } : {}),
    ...(ticks > 0 ? { 'system/machine-cpu': percent((now.busy - before.busy) / ticks) } : {}),
  };
}

function memory(): Record<string, number> {
  return {
    'system/process-memory': process.memoryUsage.rss() / mebibyte,
    'system/machine-memory': (totalmem() - freemem()) / mebibyte,
  };
}

export function gpuFigures(uses: readonly GpuUse[], index: number | null): Record<string, number> {
  const shown = uses.filter((use) => index === null || use.index === index);
  return Object.fromEntries(
    shown.flatMap((use) => [
      ...(use.percent === null ? [] : [[`system/gpu-utilization/${use.index}`, use.percent] as const]),
      ...(use.bytes === null ? [] : [[`system/gpu-memory/${use.index}`, use.bytes / mebibyte] as const]),
    ]),
  );
}
