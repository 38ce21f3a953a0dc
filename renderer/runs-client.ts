import { tableFromIPC } from '@uwdata/flechette';
import type { AskColumns, AskTelling, ColumnEntry, TellingKeys } from '../shared/api/columns.ts';
import type { RunFamily } from '../shared/api/lineage.ts';
import type { AskDistances } from '../shared/api/distances.ts';
import type { AskImportance, ImportanceAnswer, ImportanceLine } from '../shared/api/importance.ts';
import { ApiError, getJson, numbers, request, search } from './api-client.ts';
import type { RunTable } from './charts/run-table.ts';

/** What looks over many runs at once asks of the studio. */
export async function runColumns(ask: AskColumns, signal?: AbortSignal): Promise<RunTable> {
  const init = { method: 'POST', body: JSON.stringify(ask), headers: { 'content-type': 'application/json' }, signal };
  const response = await request('/api/runs/columns', init);
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  const entries = JSON.parse(table.schema.metadata?.get('fields') ?? '[]') as ColumnEntry[];
  const texts = (name: string) => Array.from(table.getChild(name).toArray() as ArrayLike<string>);
  return {
    number: numbers(table.getChild('number').toArray()),
    id: texts('id'),
    name: texts('name'),
    columns: entries.map((entry, at) => ({ ...entry, values: [...(table.getChild(String(at)).toArray() as Iterable<never>)] })),
    total: Number(table.schema.metadata?.get('total') ?? 0),
  };
}

export function tellingKeys(ask: AskTelling, signal?: AbortSignal): Promise<TellingKeys> {
  return getJson(`/api/runs/telling?${search(ask)}`, signal);
}

/** Told again and again how far it is, until the answer. */
export async function importanceOf(ask: AskImportance, onDone: (share: number) => void, signal: AbortSignal): Promise<ImportanceAnswer> {
  const init = { method: 'POST', body: JSON.stringify(ask), headers: { 'content-type': 'application/json' }, signal };
  const response = await request('/api/runs/importance', init);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) throw new ApiError(response.status, 'failed', 'The answer broke off before its end. Ask again.');
    const lines = (rest + value).split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      const line = JSON.parse(text) as ImportanceLine;
      if ('answer' in line) return line.answer;
      if ('problem' in line) throw new ApiError(response.status, 'failed', line.problem);
      onDone(line.done);
    }
  }
}

export interface Distances {
  run: string;
  steps: Float64Array;
  /** Step of the reference that each was held against. */
  references: Float64Array;
  w1: Float64Array;
  ks: Float64Array;
  share: Float64Array;
}
/** Asked in slices: each is a moment's work for the studio. */
const sliceOfRuns = 20;
export async function distancesOf(ask: AskDistances, signal?: AbortSignal): Promise<Distances[]> {
  const answers: Distances[] = [];
  for (let from = 0; from < ask.runs.length; from += sliceOfRuns) {
    const runs = ask.runs.slice(from, from + sliceOfRuns);
    const init = { method: 'POST', body: JSON.stringify({ ...ask, runs }), headers: { 'content-type': 'application/json' }, signal };
    const table = tableFromIPC(new Uint8Array(await (await request('/api/runs/distances', init)).arrayBuffer()));
    const [index, step, reference, w1, ks, share] = ['run', 'step', 'reference', 'w1', 'ks', 'share'].map((name) =>
      numbers(table.getChild(name).toArray()),
    );
    runs.forEach((run, at) => {
      const [first, end] = [index.indexOf(at), index.lastIndexOf(at) + 1];
      const part = (values: Float64Array) => (first < 0 ? new Float64Array() : values.slice(first, end));
      answers.push({ run, steps: part(step), references: part(reference), w1: part(w1), ks: part(ks), share: part(share) });
    });
  }
  return answers;
}

/** Of the first pictures of a recorded sample; what lies there never changes. */
export function picturePath(sample: number, ask: { columns: number; count: number }): string {
  return `/api/samples/${sample}/picture.png?${search(ask)}`;
}
export function lineage(run: string, signal?: AbortSignal): Promise<RunFamily> {
  return getJson(`/api/runs/${encodeURIComponent(run)}/lineage`, signal);
}
