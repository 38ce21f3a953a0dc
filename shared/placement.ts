import { z } from 'zod';

/** Where runs train: on the studio's own machine, or as jobs in a cluster's queue. */
export const executorNames = ['local', 'slurm'] as const;
export type ExecutorName = (typeof executorNames)[number];

const word = z
  .string()
  .max(200)
  .regex(/^[\w.@:,+&|*=[\]()-]+$/, 'letters, digits and signs without spaces');
const unitsOfTime = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** What a job asks of a cluster. No part of the config: the same run on other resources is the same run. */
export const resources = z.strictObject({
  partition: word.optional(),
  account: word.optional(),
  qos: word.optional(),
  /** Such as `4h`, `90m`, `1d12h`, or as Slurm has it (`1-12:00:00`, `30:00`, minutes). */
  time: z
    .string()
    .max(40)
    .refine((text) => secondsOf(text) !== null, 'such as 4h, 90m, 1d12h or 1-12:00:00')
    .optional(),
  cpus: z.int().min(1).max(4096).optional(),
  /** Such as `8G`. */
  memory: z
    .string()
    .regex(/^[1-9]\d{0,8}[KMGT]?$/i, 'such as 8G or 500M')
    .optional(),
  /** How many, or a kind and how many: `a100:2`. */
  gpus: z
    .union([z.int().min(0).max(64), z.string().regex(/^[\w.-]+:[1-9]\d?$/, 'a number, or a kind and a number such as a100:1')])
    .optional(),
  /** Of a sweep: jobs that train at once. */
  atOnce: z.int().min(1).max(1000).optional(),
  /** Handed to sbatch as they are. */
  flags: z.array(z.string().max(500).regex(/^-/, 'an option of sbatch, such as --constraint=avx2')).max(30).optional(),
  /** Lines of the shell that come before the training, such as `module load`. */
  setup: z.array(z.string().max(2000)).max(100).optional(),
  /** A folder that this machine and the compute nodes share, for what jobs write; left out: in the workspace. */
  spool: z.string().max(1000).regex(/^\//, 'a path that begins with /').optional(),
  /** Where Slurm's commands are, as one's own ssh names it; left out: on this machine. */
  host: word.optional(),
  /** The folder of Ganymede there. */
  checkout: z.string().max(1000).regex(/^\//, 'a path that begins with /').optional(),
  /** Node's program on the compute nodes; left out: the one that runs the studio. */
  node: z.string().max(1000).optional(),
});
export type Resources = z.infer<typeof resources>;

export const profile = resources.extend({ name: z.string().min(1).max(60) });
export type Profile = z.infer<typeof profile>;

/** Where a run shall train: what is said here stands before what the profile says. */
export const placement = z.strictObject({
  executor: z.enum(executorNames),
  /** Of the settings; left out: the first one, where there is any. */
  profile: z.string().max(60).optional(),
  resources: resources.optional(),
});
export type Placement = z.infer<typeof placement>;

/** What a run's page says of its job. All times are unix milliseconds. */
export interface JobInfo {
  executor: ExecutorName;
  /** The cluster's own name of it; null while it is not known. */
  job: string | null;
  /** As the cluster last called it, such as `PENDING`, and why; empty before it was asked. */
  state: string;
  reason: string;
  /** Where it trains, or trained last. */
  host: string | null;
  requeues: number;
  /** Milliseconds in the queue so far, that of `waitsSince` left out. */
  waited: number;
  waitsSince: number | null;
  /** Why its state may not be the newest; null where the cluster answers. */
  trouble: string | null;
  resources: Resources;
  isOver: boolean;
}

/** Null where the text is no length of time. */
export function secondsOf(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([dhms])/g)];
  if (parts.length > 0 && parts.map(([part]) => part).join('') === text) {
    const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitsOfTime[unit as keyof typeof unitsOfTime], 0);
    return seconds > 0 ? Math.ceil(seconds) : null;
  }
  const slurm = /^(?:(\d+)-)?(\d+)(?::(\d{1,2}))?(?::(\d{1,2}))?$/.exec(text);
  if (slurm === null) return null;
  const [, days, first, second, third] = slurm;
  const [a, b, c] = [first, second, third].map((part) => Number(part ?? 0));
  // With days: hours[:minutes[:seconds]]; without: minutes, minutes:seconds, or hours:minutes:seconds.
  const clock = days !== undefined || third !== undefined ? a * 3600 + b * 60 + c : a * 60 + b;
  const seconds = Number(days ?? 0) * 86_400 + clock;
  return seconds > 0 ? seconds : null;
}

/** `days-hours:minutes:seconds`, as Slurm takes it. */
export function slurmTime(seconds: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `${Math.floor(seconds / 86_400)}-${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}
