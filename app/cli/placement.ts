import { executorNames, type Placement, placement, type Resources } from '../../shared/placement.ts';
import { type Call, type Command, misuse, type Option } from './command.ts';

/** Where to train: on this machine, or in a cluster's queue with what it is asked for there. */
export const placementOptions: Record<string, Option> = {
  on: { type: 'string', help: `where it trains: ${executorNames.join(' or ')} (local)` },
  profile: { type: 'string', help: 'of the settings, with what a cluster is asked for' },
  time: { type: 'string', help: 'for Slurm: the time limit of a job, such as 4h; it goes on by itself after it' },
  gpus: { type: 'string', help: 'for Slurm: how many, or a kind and how many: a100:1' },
  cpus: { type: 'string', help: 'for Slurm: cores of a job' },
  memory: { type: 'string', help: 'for Slurm: such as 8G' },
  partition: { type: 'string', help: 'for Slurm' },
  account: { type: 'string', help: 'for Slurm' },
  qos: { type: 'string', help: 'for Slurm' },
  flag: { type: 'string', multiple: true, help: 'for Slurm: any other option of sbatch, such as --flag=--constraint=avx2' },
};
export const detachOption: Record<string, Option> = {
  detach: { type: 'boolean', help: 'for Slurm: comes back as soon as the job is handed over' },
};

const texts = ['time', 'memory', 'partition', 'account', 'qos'] as const;

/** Undefined where nothing was said. @throws StudioError invalid */
export function placementOf(command: Command, call: Pick<Call, 'text' | 'texts' | 'whole'>, atOnce?: number): Placement | undefined {
  const gpus = call.text('gpus');
  const resources: Resources = {
    ...Object.fromEntries(texts.flatMap((name) => (call.text(name) === undefined ? [] : [[name, call.text(name)]]))),
    ...given('cpus', call.whole('cpus', 1)),
    ...given('gpus', gpus !== undefined && /^\d+$/.test(gpus) ? Number(gpus) : gpus),
    ...given('flags', call.texts('flag').length === 0 ? undefined : call.texts('flag')),
    ...given('atOnce', atOnce),
  };
  const wishes = [...Object.keys(resources), ...(call.text('profile') === undefined ? [] : ['profile'])];
  const on = call.text('on');
  if (on === undefined && wishes.length > 0) throw misuse(command, `--${nameOf(wishes[0])} is for a cluster, and needs --on slurm`);
  if (on === undefined) return undefined;
  const parsed = placement.safeParse({ executor: on, profile: call.text('profile'), resources });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = String(issue.path.at(-1) ?? 'on');
    if (key === 'executor') throw misuse(command, `--on is "${on}"; it takes ${executorNames.join(' or ')}`);
    throw misuse(command, `--${nameOf(key)} makes no sense: ${issue.message}`);
  }
  return parsed.data;
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

function nameOf(key: string): string {
  return key === 'atOnce' ? 'at-once' : key === 'flags' ? 'flag' : key;
}
