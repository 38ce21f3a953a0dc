import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { askImportance, type AskImportance, fewestRuns, type ImportanceAnswer, mostRuns } from '../../shared/api/importance.ts';
import { mostColumns } from '../../shared/api/columns.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Importance, ImportanceData } from '../../shared/importance/importance.ts';
import { fieldListOf } from '../../shared/query/sorting.ts';
import { writeField } from '../../shared/query/write.ts';
import type { RunColumns } from '../store/run-columns.ts';
import type { Store } from '../store/store.ts';

/** A question that makes sense, ready to be worked out. */
export interface ImportanceWork {
  /** Rejects with the signal's reason where it is given up. */
  run(tell: (done: number) => void, signal: AbortSignal): Promise<ImportanceAnswer>;
}

/** @throws StudioError invalid where these runs can't say */
export function prepareImportance(store: Store, input: AskImportance, entry: string | undefined): ImportanceWork {
  const ask = askImportance.parse(input);
  const target = fieldListOf(ask.target, 'target');
  if (target.length !== 1) throw refusal('One field is explained at a time, such as metrics.w1.min.');
  const fields = ask.columns === '' ? store.runs.telling(ask).values.map(({ field }) => field) : fieldListOf(ask.columns).map(writeField);
  const chosen = fields.filter((field) => field !== writeField(target[0])).slice(0, mostColumns - 1);
  const table = store.runs.columns({ ...ask, columns: [writeField(target[0]), ...chosen].join(', ') });
  const [explained, ...columns] = table.columns;
  if (explained.kind !== 'number' && explained.kind !== 'duration')
    throw refusal(`${explained.field} is not a number in these runs; what is explained has to be one.`);
  const rows = finiteRows(explained.values as (number | null)[]);
  if (rows.length < fewestRuns) {
    throw refusal(
      `Of these ${table.total} runs ${rows.length} have a finite ${explained.field}; which params mattered can be told from ${fewestRuns} on. Take in more runs, or another figure.`,
    );
  }
  const looked = spread(rows, mostRuns);
  const kept = columns.filter(({ values }) => new Set(looked.map((row) => values[row])).size > 1);
  if (kept.length === 0) throw refusal('Nothing of the config differs between these runs, so nothing of it can have mattered.');
  const values = Float64Array.from(looked, (row) => explained.values[row] as number);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most) throw refusal(`${explained.field} is ${least} in all of these runs; there is nothing to explain.`);
  const isLog = least > 0 && most / least >= 100;
  const data: ImportanceData = {
    columns: kept.map((column) => numbersOf(column, looked)),
    y: isLog ? values.map(Math.log) : values,
    seed: ask.seed,
  };
  const said = {
    ...{ target: explained.field, scale: isLog ? ('log' as const) : ('linear' as const) },
    ...{ runs: looked.length, finite: rows.length, total: table.total, leftOut: fields.length - chosen.length },
  };
  return {
    async run(tell, signal) {
      const { shares, noise, explained: how } = await inThread(data, tell, signal, entry);
      const found = kept.map(({ field }, at) => ({ field, ...shares[at] }));
      return { ...said, fields: found.sort((a, b) => b.mean - a.mean), noise, explained: how };
    },
  };
}

function inThread(data: ImportanceData, tell: (done: number) => void, signal: AbortSignal, entry: string | undefined): Promise<Importance> {
  const worker = new Worker(entry ?? fileURLToPath(new URL('./importance-thread.ts', import.meta.url)), {
    workerData: data,
    name: 'importance',
  });
  return new Promise<Importance>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.on('message', (message: { done: number } | { found: Importance }) => {
      if ('found' in message) resolve(message.found);
      else tell(message.done);
    });
    worker.on('error', (cause) =>
      reject(new StudioError('failed', 'Working out which params mattered broke off by a fault of this program.', { cause })),
    );
    worker.on('exit', () => reject(new StudioError('failed', 'Working out which params mattered broke off.')));
  }).finally(() => void worker.terminate());
}

function finiteRows(values: (number | null)[]): number[] {
  return values.flatMap((value, row) => (value !== null && Number.isFinite(value) ? [row] : []));
}

function spread(rows: number[], most: number): number[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, at) => rows[Math.floor((at * rows.length) / most)]);
}

/** Categories by their order; infinite values at the ends. */
function numbersOf({ values }: RunColumns['columns'][number], rows: number[]): Float64Array {
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))].sort(new Intl.Collator('en', { numeric: true }).compare);
  const places = new Map(texts.map((text, at) => [text, at]));
  return Float64Array.from(rows, (row) => {
    const value = values[row];
    return value === null ? Number.NaN : typeof value === 'string' ? places.get(value)! : value;
  });
}

function refusal(sentence: string): StudioError {
  return new StudioError('invalid', sentence, { issues: [{ path: 'target', message: sentence }] });
}
