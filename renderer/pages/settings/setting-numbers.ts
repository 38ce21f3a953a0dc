import type { Settings } from '../../../shared/api/studio.ts';
import { settings } from '../../../shared/api/studio.ts';
import { mostThreads } from '../../../shared/run-config.ts';

export type WholeNumberKey = 'concurrentRuns' | 'threadsPerRun' | 'keepCheckpoints' | 'notifyWhenLongerThanMinutes' | 'trackingPort';

export const wholeNumbers: {
  key: WholeNumberKey;
  label: string;
  help: string;
  unit: string;
  spec: { type: 'integer' | 'number'; min: number; max: number };
}[] = [
  {
    key: 'concurrentRuns',
    label: 'Runs at once',
    help: 'On each GPU, and on the processor’s cores together; the rest wait in the queue.',
    unit: 'a device',
    spec: { type: 'integer', min: 1, max: 16 },
  },
  {
    key: 'threadsPerRun',
    label: 'Threads per run',
    help: 'What a run on wasm computes with. 0 shares the cores among the runs at once. Never changes the numbers.',
    unit: 'threads',
    spec: { type: 'integer', min: 0, max: mostThreads },
  },
  {
    key: 'keepCheckpoints',
    label: 'Checkpoints kept',
    help: 'Of each run; older ones are thinned out.',
    unit: 'a run',
    spec: { type: 'integer', min: 1, max: 1000 },
  },
  {
    key: 'notifyWhenLongerThanMinutes',
    label: 'Notify of long runs',
    help: 'On the desktop, when a run ends that took longer than this. 0 is every run.',
    unit: 'minutes',
    spec: { type: 'number', min: 0, max: 10_000 },
  },
  {
    key: 'trackingPort',
    label: 'Port for scripts',
    help: 'On this machine alone; of use while scripts may log live.',
    unit: '',
    spec: { type: 'integer', min: 1, max: 65_535 },
  },
];

/** Why a value can't be kept, in a sentence; null where it can. */
export function wrongNumber(key: WholeNumberKey, value: number | string): string | null {
  const { min, max, type } = wholeNumbers.find((entry) => entry.key === key)?.spec ?? { min: 0, max: 0, type: 'number' };
  const fits = typeof value === 'number' && value >= min && value <= max && settings.shape[key as keyof Settings].safeParse(value).success;
  return fits ? null : `It takes ${type === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}.`;
}
