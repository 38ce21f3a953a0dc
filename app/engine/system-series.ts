import type { MetricEntry, SeriesEntry } from '../../shared/catalogue.ts';
import { dataKinds } from '../../shared/params.ts';

/** What the trainer's process and its machine use; written by the trainer, by its clock (app/trainer/machine.ts). */
export const systemSeries: MetricEntry = {
  name: 'system',
  accepts: [...dataKinds],
  definition: 'Read from the operating system, and from NVIDIA’s driver where there is one, at most every five seconds.',
  series: [
    entry('system/process-cpu', 'CPU, trainer', '%', 'Processor time of the process that trains, of all processors together.'),
    entry('system/machine-cpu', 'CPU, machine', '%', 'Share of all processors that is busy, with whatever runs there.'),
    entry('system/process-memory', 'Memory, trainer', 'MiB', 'Resident memory of the process that trains.'),
    entry('system/machine-memory', 'Memory, machine', 'MiB', 'Memory of the machine that is in use by whatever runs there.'),
    entry('system/gpu-utilization/*', 'GPU utilisation', '%', 'Share of time in which the GPU computed anything, by whomever.'),
    entry('system/gpu-memory/*', 'GPU memory', 'MiB', 'Memory of the GPU that is in use by whatever runs there.'),
  ],
};

function entry(key: string, label: string, unit: string, help: string): SeriesEntry {
  return { key, label, unit, help, better: null };
}
