import { open, readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { StudioError } from '../shared/errors.ts';
import { plainName } from '../shared/plain-name.ts';
import type { Catalogue } from '../shared/catalogue.ts';
import { readSafetensors, safetensorsHeadLength } from '../shared/safetensors.ts';
import type { SeriesSummary } from '../shared/run.ts';
import type { Exported, ExportAsk, Exporter, ExportSource, PointColumns } from './exporter.ts';
import { exporters } from './exporters/index.ts';
import type { Runs } from './runs/runs.ts';
import type { Store } from './store/store.ts';

type Made = Exclude<ReturnType<Exporter['export']>, Promise<unknown>>;

interface Parts {
  store: Store;
  catalogue: Catalogue;
  now(): number;
  printPdf(html: string): Promise<Uint8Array>;
  wholeCheckpoint: Runs['wholeCheckpoint'];
  architecture: ExportSource['architecture'];
}

/** Characters of a long text that leave together. */
const chunkLength = 1 << 16;

/** The asked file, named after its one run or after how many there are. */
export async function exportFile(parts: Parts, ask: ExportAsk): Promise<Exported> {
  const exporter = exporters.find(({ name }) => name === ask.to);
  if (!exporter) throw new StudioError('invalid', `Nothing can be exported as "${ask.to}".`);
  const source = exportSource(parts);
  const runs = ask.runs.map((id) => source.run(id));
  const made = exporter.export(source, ask);
  const content = await (made instanceof Promise ? made : begun(inTurns(made)));
  const what = runs.length === 1 ? `${runs[0].number}-${plainName(runs[0].name)}` : `${runs.length}-runs`;
  const of = ask.probe === undefined ? '' : `-${plainName(ask.probe)}`;
  return { name: `ganymede-${what}${of}${exporter.ending}`, type: exporter.type, content };
}

/** Text as bytes, and after each chunk a turn for everyone else: trainers wait for their answers. */
async function* inTurns(pieces: Made): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      if (text.length < chunkLength) continue;
      yield encoder.encode(text);
      text = '';
    } else yield piece;
    await setImmediate();
  }
  if (text !== '') yield encoder.encode(text);
}

/** What is wrong with the ask is thrown here, where it can still be answered; what is short stays whole. */
async function begun(chunks: AsyncGenerator<Uint8Array, void>): Promise<Exported['content']> {
  const first = await chunks.next();
  if (first.done) return new Uint8Array();
  const second = await chunks.next();
  return second.done ? first.value : streamOf([first.value, second.value], chunks);
}

function streamOf(ahead: Uint8Array[], chunks: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = ahead.shift() ?? (await chunks.next()).value;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: async () => void (await chunks.return()),
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}

function exportSource({ store, catalogue, now, printPdf, wholeCheckpoint, architecture }: Parts): ExportSource {
  return {
    catalogue,
    now: now(),
    run(id) {
      const run = store.runs.get(id);
      if (!run) throw new StudioError('not-found', `There is no run ${id} in this workspace.`);
      return run;
    },
    series: (run) => store.series.list(run),
    columns: (run, series) => countedColumns(store, run, series),
    // Copied: the store lends its columns until the next ask.
    curve: (run, key, pixels, to) => structuredClone(store.series.curves({ series: [{ run, key }], from: 0, to, pixels })),
    distributionKeys: (run) => store.distributions.keys(run),
    distributions: (run, key, count) => store.distributions.read({ run, key, count }),
    samples: (run) => store.samples.list(run),
    sampleTensors: (id) => readSafetensors(store.samples.read(id)).tensors,
    checkpoints: (run) => store.checkpoints.list(run),
    async checkpoint(run, step) {
      const entry = store.checkpoints.at(run, step);
      if (entry === null) return null;
      const bytes = await readFile(entry.file).catch(() => null);
      if (bytes !== null && store.checkpoints.judge(entry.id, await hashOf(bytes))) return { step: entry.step, bytes };
      const { file } = await wholeCheckpoint(run, entry.step);
      return { step: entry.step, bytes: await readFile(file) };
    },
    async checkpointHead(run, step) {
      const entry = store.checkpoints.at(run, step);
      if (entry === null) return null;
      const { file } = await wholeCheckpoint(run, entry.step);
      return { step: entry.step, bytes: await readHead(file) };
    },
    architecture,
    findings: (run) => store.findings.list(run),
    log: (run) => store.log.list(run, 0, 100_000),
    printPdf,
  };
}

function* countedColumns(store: Store, run: string, { key, count }: SeriesSummary): Generator<PointColumns> {
  let left = count;
  try {
    for (const columns of store.series.columns(run, key)) {
      const here = Math.min(left, columns.step.length);
      if (here > 0) yield here === columns.step.length ? columns : firstOf(columns, here);
      left -= here;
    }
  } catch (cause) {
    throw isTakenBack(store, run, key, count) ? takenBack(key, cause) : cause;
  }
  if (left > 0) throw takenBack(key);
}

function isTakenBack(store: Store, run: string, key: string, count: number): boolean {
  return (store.series.list(run).find((summary) => summary.key === key)?.count ?? 0) < count;
}

function takenBack(key: string, cause?: unknown): StudioError {
  return new StudioError('conflict', `${key} was taken back to an earlier step while it was exported. Export it again.`, { cause });
}

function firstOf({ step, time, value }: PointColumns, count: number): PointColumns {
  return { step: step.subarray(0, count), time: time.subarray(0, count), value: value.subarray(0, count) };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(new Uint8Array(8), 0, 8, 0);
    const { buffer: head, bytesRead } = await file.read(new Uint8Array(safetensorsHeadLength(buffer)), { position: 0 });
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** On a thread of the system's: a checkpoint may be large. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
