import { type Profile, profile } from '../../../shared/placement.ts';

type FieldKey = keyof Profile;
/** What stands in the form: text, one line an entry where there are several. */
export type TypedProfile = Record<FieldKey, string>;

export const profileFields: { key: FieldKey; label: string; help: string; usual?: string; isLong?: boolean }[] = [
  { key: 'name', label: 'Name', help: 'By which it is chosen.' },
  { key: 'time', label: 'Time limit', help: 'Of one job; a run goes on by itself after it. Such as 4h, 90m, 1-12:00:00.', usual: '1h' },
  { key: 'cpus', label: 'Cores', help: 'Of a job.', usual: '2' },
  { key: 'memory', label: 'Memory', help: 'Such as 8G.', usual: '4G' },
  { key: 'gpus', label: 'GPUs', help: 'How many, or a kind and how many: a100:1.', usual: 'none' },
  { key: 'partition', label: 'Partition', help: 'Left empty, the cluster’s own.' },
  { key: 'account', label: 'Account', help: 'Where jobs are billed to, if your site asks for it.' },
  { key: 'qos', label: 'QOS', help: 'If your site asks for it.' },
  { key: 'atOnce', label: 'Of a sweep at once', help: 'How many of its jobs train at the same time.', usual: 'all' },
  { key: 'flags', label: 'Further options of sbatch', help: 'One a line, such as --constraint=avx2.', isLong: true },
  { key: 'setup', label: 'Lines before the training', help: 'Of the shell, such as module load cuda.', isLong: true },
  { key: 'host', label: 'Login node', help: 'As your ssh names it, with a key and no password; left empty, sbatch is on this machine.' },
  { key: 'checkout', label: 'Ganymede there', help: 'Its folder on the cluster, where npm has been run once; for a login node.' },
  {
    key: 'spool',
    label: 'Shared folder',
    help: 'For what jobs write, where the workspace is on no file system that the compute nodes share.',
  },
  { key: 'node', label: 'Node on the cluster', help: 'The program; left empty, the one that runs this studio.' },
];

const numbers = ['cpus', 'atOnce'];
const lists = ['flags', 'setup'];

export function typedProfile(given: Partial<Profile>): TypedProfile {
  const text = (value: unknown) => (Array.isArray(value) ? value.join('\n') : value === undefined ? '' : String(value));
  return Object.fromEntries(profileFields.map(({ key }) => [key, text(given[key])])) as TypedProfile;
}

/** The profile as it is stored, or what is wrong with each field. */
export function readProfile(typed: TypedProfile, taken: string[]): { profile: Profile } | { issues: Map<string, string> } {
  const given = Object.fromEntries(profileFields.map(({ key }) => [key, typedValue(key, typed[key].trim())]));
  const parsed = profile.safeParse(given);
  if (!parsed.success) {
    const sentence = (key: string, message: string) =>
      key === 'name' ? 'It needs a name.' : `It takes ${/^[a-z]/.test(message) ? message : help(key)}.`;
    return { issues: new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), sentence(String(path[0]), message)])) };
  }
  if (taken.includes(parsed.data.name)) return { issues: new Map([['name', 'There is a profile of this name.']]) };
  return { profile: parsed.data };
}

function typedValue(key: FieldKey, text: string): string | number | string[] | undefined {
  if (text === '') return undefined;
  if (lists.includes(key)) return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trimEnd()]));
  return numbers.includes(key) || (key === 'gpus' && /^\d+$/.test(text)) ? Number(text) : text;
}

function help(key: string): string {
  return numbers.includes(key)
    ? 'a whole number of at least 1'
    : key === 'gpus'
      ? 'a number, or a kind and a number such as a100:1'
      : 'letters, digits and signs without spaces';
}
