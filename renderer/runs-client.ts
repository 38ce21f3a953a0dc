import { tableFromIPC } from '@uwdata/flechette';
import type { AskColumns, AskTelling, ColumnEntry, TellingKeys } from '../shared/api/columns.ts';
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
