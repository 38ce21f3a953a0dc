import type { ImportedFacts } from '../../importer.ts';
import { plainValue } from '../reading/plain-value.ts';
import { readYaml } from '../reading/yaml-file.ts';

/** A meta.yaml of the file store; empty where there is none that can be read. */
export function readMeta(file: string): Record<string, unknown> {
  const said = readYaml(file);
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Record<string, unknown>) : {};
}

export interface RunRow {
  name: string;
  experiment: string;
  status: unknown;
  startedAt: unknown;
  endedAt: unknown;
  params: [string, string][];
  tags: [string, string][];
  datasets: string[];
}

const stati = ['', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const longestTag = 60;

/** Of MLflow's own tags those that say something of the run; the rest are for its pages. */
const ownTags = ['mlflow.user', 'mlflow.source.name', 'mlflow.source.git.commit', 'mlflow.parentRunId'];

export function factsOf({ name, experiment, status, startedAt, endedAt, params, tags, datasets }: RunRow): ImportedFacts {
  const said = new Map(tags);
  const facts: ImportedFacts = { name: said.get('mlflow.runName') || name, ...endOf(status) };
  const all = params.map(([key, value]): [string, ReturnType<typeof plainValue>] => [key, plainValue(value)]);
  if (experiment !== '') all.push(['mlflow.experiment', experiment]);
  for (const key of ownTags) if (said.has(key)) all.push([key, said.get(key) ?? '']);
  const own = tags.filter(([key]) => !key.startsWith('mlflow.'));
  const short = own.map(([key, value]) => `${key}: ${value}`).filter((tag) => tag.length <= longestTag && !tag.includes('\n'));
  for (const [key, value] of own) if (!short.includes(`${key}: ${value}`)) all.push([`tag.${key}`, value]);
  facts.params = Object.fromEntries(all);
  if (short.length > 0) facts.tags = short;
  const note = said.get('mlflow.note.content');
  if (note !== undefined) facts.notes = note;
  if (datasets.length > 0) facts.dataset = datasets.join(', ');
  if (typeof startedAt === 'number') facts.startedAt = startedAt;
  if (typeof endedAt === 'number' && facts.status !== 'interrupted') facts.endedAt = endedAt;
  return facts;
}

export function isOpen(status: unknown): boolean {
  return endOf(status).status === 'interrupted';
}

/** A number in the file store, a word in the database. */
function endOf(status: unknown): Pick<ImportedFacts, 'status' | 'sentence'> {
  const word = typeof status === 'number' ? stati[status] : String(status ?? '');
  if (word === 'FINISHED') return { status: 'finished', sentence: 'MLflow has it as finished.' };
  if (word === 'FAILED') return { status: 'failed', sentence: 'MLflow has it as failed.' };
  if (word === 'KILLED') return { status: 'stopped', sentence: 'MLflow has it as killed.' };
  return {
    status: 'interrupted',
    sentence: `MLflow has it as ${word === 'SCHEDULED' ? 'scheduled' : 'running'} still: nobody said how it ended.`,
  };
}
