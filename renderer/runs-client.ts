import { tableFromIPC } from '@uwdata/flechette';
import type { AskColumns, AskTelling, ColumnEntry, TellingKeys } from '../shared/api/columns.ts';
import { getJson, numbers, request, search } from './api-client.ts';
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
