import { parentPort, workerData } from 'node:worker_threads';
import { causesOf, StudioError } from '../../shared/errors.ts';
import type { Desk } from '../importer.ts';
import { importers } from '../importers/index.ts';
import type { Batch } from './batch.ts';
import { Databases } from './databases.ts';
import { find, type Finding, type Findings } from './find.ts';
import { preview } from './preview.ts';
import { messagesAhead, type ThreadEvent, type ThreadMessage, type ThreadOrder, type ThreadTask } from './protocol.ts';
import { readRun } from './read-run.ts';
import { watch } from './watch.ts';

/** The thread that reads, one an import. It is ended from outside: whatever it is doing then, the studio knows what to drop. */
const port = parentPort!;
const task = workerData as ThreadTask;
const databases = new Databases(task.incoming);
const desk: Desk = { signal: new AbortController().signal, columns: task.columns, openDatabase: (file) => databases.open(file) };
const known = importers.filter(({ name }) => task.from === null || name === task.from);
let outbox: ThreadMessage = [];
/** Runs by their place in the order of finding, as the studio knows them. */
let places = 0;
/** Of what has to be stored, in transactions. */
let waiting = 0;
let ahead = 0;
let onTaken: (() => void) | null = null;
let onGo: ((positions: Extract<ThreadOrder, { type: 'go' }>['positions']) => void) | null = null;

port.on('message', (order: ThreadOrder) => {
  if (order.type === 'go') onGo?.(order.positions);
  else {
    ahead -= 1;
    onTaken?.();
  }
});

run().catch((error: unknown) => {
  const told =
    error instanceof StudioError ? error : new StudioError('failed', 'The import broke off by a fault of this program.', { cause: error });
  databases.close();
  post({ type: 'failed', code: told.code, sentence: told.message, details: causesOf(told.cause) });
});

async function run(): Promise<void> {
  if (task.from !== null && known.length === 0) {
    throw new StudioError('invalid', `There is no importer "${task.from}". There are ${importers.map(({ name }) => name).join(', ')}.`);
  }
  const findings = await find(known, task.paths, desk, task.watch);
  databases.keep(new Set(findings.runs.map(({ run: { source } }) => source)));
  if (task.kind === 'preview') {
    const said = await preview(findings, desk);
    databases.close();
    post(said);
    port.close();
    return;
  }
  await readFound(findings, findings.runs, findings.leftOut);
  databases.close();
  post({ type: 'through' });
  if (!task.watch) {
    port.close();
    return;
  }
  await watch({
    findings,
    desk,
    leaveOut,
    readMore: (fresh) => readFound(findings, fresh, []),
    readOn: (finding) => readOne(finding, finding.position, false),
    endTurn() {
      databases.close();
      flush();
    },
  });
}

/** Positions of the runs as they were last given, by place. Who is given none is another import's for now. */
async function readFound(findings: Findings, runs: Finding[], leftOut: Parameters<typeof leaveOut>[0][]): Promise<void> {
  const answer = new Promise<Extract<ThreadOrder, { type: 'go' }>['positions']>((resolve) => {
    onGo = resolve;
  });
  const first = places;
  for (const finding of runs) {
    finding.at = places;
    places += 1;
  }
  post({ type: 'found', first, runs: runs.map(({ entry }) => entry), leftOut });
  const positions = await answer;
  const wanted = new Map(positions.map((wish) => [wish.run, wish]));
  const elsewhere = new Set(runs.filter(({ at }) => !wanted.has(at)));
  findings.elsewhere.push(...elsewhere);
  findings.runs = findings.runs.filter((finding) => !elsewhere.has(finding));
  if (positions.length === 0) places = first;
  for (const finding of runs) {
    const wish = wanted.get(finding.at);
    if (wish !== undefined) await readOne(finding, wish.position, wish.isNew);
  }
}

async function readOne(finding: Finding, position: unknown, isNew: boolean): Promise<void> {
  const { importer, run: found, at } = finding;
  finding.position = position;
  const send = async (batch: Batch) => {
    if (batch.position !== undefined) finding.position = batch.position;
    // Of many runs in a file that grows most stand still: what says nothing new is not stored again.
    const said = batch.parts.every(({ type }) => type === 'facts') ? JSON.stringify([batch.parts, batch.position]) : undefined;
    if (said === undefined || said !== finding.said) await sendBatch(at, batch);
    finding.said = said;
  };
  await readRun({ importer, run: found, position, isNew, desk, incoming: task.incoming, send, leaveOut });
  outbox.push({ type: 'whole', run: at });
}

async function sendBatch(run: number, { parts, position, bytes, weight }: Batch): Promise<void> {
  outbox.push({ type: 'parts', run, parts, position, bytes });
  waiting += weight;
  if (waiting < 1) return;
  while (ahead >= messagesAhead) {
    await new Promise<void>((resolve) => {
      onTaken = resolve;
    });
  }
  flush();
}

function leaveOut(leftOut: { what: string; why: string }): void {
  outbox.push({ type: 'left-out', leftOut: { what: leftOut.what, why: leftOut.why } });
}

/** At once, with what has waited for company. */
function post(event: ThreadEvent): void {
  outbox.push(event);
  flush();
}

function flush(): void {
  if (outbox.length === 0) return;
  const message: ThreadMessage = outbox;
  outbox = [];
  waiting = 0;
  ahead += 1;
  port.postMessage(message, buffersOf(message));
}

/** Columns of points are handed over, not copied; views of a part of something stay where they are, and so does what a decoder owns. */
function buffersOf(message: ThreadMessage): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const part of message.flatMap((event) => (event.type === 'parts' ? event.parts : []))) {
    if (part.type !== 'points') continue;
    for (const { buffer, byteLength } of [part.step, part.time, part.value]) {
      if (byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) buffers.add(buffer);
    }
  }
  return [...buffers];
}
