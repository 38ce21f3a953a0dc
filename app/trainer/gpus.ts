import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Gpu } from '../../shared/backend-choice.ts';

const program = process.platform === 'win32' ? 'nvidia-smi.exe' : 'nvidia-smi';
const fields = ['index', 'name', 'driver_version', 'memory.total', 'memory.free'];
/** Asked of a driver that knows the word, from 510 on; an older one answers nothing at all where it is asked. */
const capability = 'compute_cap';
/** A driver that has hung must not hang who asks. */
const patience = 10_000;

/** What the NVIDIA driver tells of its GPUs, without loading anything that computes on them; none where there is no such driver. */
export function listGpus(): Promise<Gpu[]> {
  if (!mayHaveGpus()) return Promise.resolve([]);
  return asked([...fields, capability], () => asked(fields, () => Promise.resolve([])));
}

function asked(columns: string[], otherwise: () => Promise<Gpu[]>): Promise<Gpu[]> {
  return new Promise((answer) => {
    const query = [`--query-gpu=${columns.join(',')}`, '--format=csv,noheader,nounits'];
    execFile(program, query, { timeout: patience, windowsHide: true }, (error, text) => {
      if (error === null) answer(parseGpus(text, process.env.CUDA_VISIBLE_DEVICES));
      else answer(error.killed ? [] : otherwise());
    });
  });
}

/** Whether there is a driver to be asked. */
export function mayHaveGpus(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/**
 * `visible` is CUDA_VISIBLE_DEVICES: it hides GPUs and numbers the rest anew, up to the first that there is none of (−1, SLURM's NoDevFiles).
 * Source: CUDA C++ Programming Guide, environment variables. Identifiers (GPU-…, MIG-…) are not in the table: then all are shown.
 */
export function parseGpus(text: string, visible: string | undefined): Gpu[] {
  const all = text
    .split('\n')
    .map((line) => line.split(',').map((part) => part.trim()))
    .filter((parts) => parts.length >= fields.length && /^\d+$/.test(parts[0]))
    .map(([index, name, driver, total, free, computes]) => {
      return {
        index: Number(index),
        name,
        driver: `NVIDIA ${driver}`,
        memoryBytes: Number(total) * 2 ** 20,
        freeBytes: Number(free) * 2 ** 20,
        ...(Number(computes) > 0 ? { capability: Number(computes) } : {}),
      };
    });
  return shownOf(all, visible);
}

/** What each GPU is used for at this moment, by whomever. */
export interface GpuUse {
  index: number;
  /** Share of the last moment in which it computed; null where the driver does not tell ("[N/A]", a part of a GPU). */
  percent: number | null;
  bytes: number | null;
}

export function listGpuUse(): Promise<GpuUse[]> {
  const query = ['--query-gpu=index,utilization.gpu,memory.used', '--format=csv,noheader,nounits'];
  return new Promise((answer) => {
    execFile(program, query, { timeout: patience, windowsHide: true }, (error, text) => {
      answer(error === null ? parseGpuUse(text, process.env.CUDA_VISIBLE_DEVICES) : []);
    });
  });
}

export function parseGpuUse(text: string, visible: string | undefined): GpuUse[] {
  const told = (part: string | undefined) => (part !== undefined && /^\d+(\.\d+)?$/.test(part) ? Number(part) : null);
  const all = text
    .split('\n')
    .map((line) => line.split(',').map((part) => part.trim()))
    .filter((parts) => /^\d+$/.test(parts[0]))
    .map(([index, percent, used]) => {
      const mebibytes = told(used);
      return { index: Number(index), percent: told(percent), bytes: mebibytes === null ? null : mebibytes * 2 ** 20 };
    });
  return shownOf(all, visible);
}

function shownOf<Entry extends { index: number }>(all: Entry[], visible: string | undefined): Entry[] {
  if (visible === undefined || /(GPU|MIG)-/.test(visible)) return all;
  const shown: Entry[] = [];
  for (const part of visible.split(',')) {
    const gpu = all.find(({ index }) => String(index) === part.trim());
    if (gpu === undefined) break;
    shown.push({ ...gpu, index: shown.length });
  }
  return shown;
}
