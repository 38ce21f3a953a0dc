import { StudioError } from '../../shared/errors.ts';
import type { Desk, FoundRun, Importer, LeftOut, RunPart } from '../importer.ts';
import type { TakenPart } from '../store/store.ts';
import { Gathering, type Batch } from './batch.ts';

/** Lines about one run's losses in its log; more would say nothing new. */
const mostNotes = 100;

export interface ReadRun {
  importer: Importer;
  run: FoundRun;
  position: unknown;
  isNew: boolean;
  desk: Desk;
  incoming: string | null;
  /** Resolves when there is room for the next one. */
  send(batch: Batch): Promise<void>;
  leaveOut(leftOut: LeftOut): void;
}

/** One run from its position to where its source ends for now; what an importer throws of it is said, and the next run goes on. */
export async function readRun({ importer, run, position, isNew, desk, incoming, send, leaveOut }: ReadRun): Promise<void> {
  const gathering = new Gathering(isNew);
  let notes = 0;
  let last = { position, bytes: 0 };

  async function sendDue(batch: Batch | null): Promise<void> {
    if (batch !== null) await send(batch);
  }
  async function leave(leftOut: LeftOut): Promise<void> {
    leaveOut(leftOut);
    notes += 1;
    if (notes > mostNotes) return;
    const sentence = `Left out: ${leftOut.what}. ${leftOut.why}`;
    await sendDue(gathering.add([{ type: 'note', level: 'warning', step: 0, time: Date.now(), sentence }]));
  }

  /** Decoders are loaded when something has to be decoded: most logs hold nothing but figures. */
  async function decoded(part: Parameters<typeof import('./decode.ts').decodePart>[0]) {
    const { decodePart } = await import('./decode.ts');
    return decodePart(part, { incoming, signal: desk.signal });
  }

  try {
    // It was broken off before its first position, or is read anew: what is there of it may be half of something.
    if (!isNew && position === null) gathering.add([{ type: 'cut', from: Number.NEGATIVE_INFINITY }]);
    for await (const part of importer.read(run, position, desk)) {
      if (desk.signal.aborted) return;
      if (part.type === 'position') {
        last = part;
        await sendDue(gathering.mark(part.position, part.bytes));
      } else if (part.type === 'left-out') {
        await leave(part);
      } else {
        const { parts, leftOut } = isPlain(part)
          ? { parts: [part.type === 'points' ? finitePoints(part) : part], leftOut: [] }
          : await decoded(part);
        await sendDue(gathering.add(parts));
        for (const one of leftOut) await leave(one);
      }
    }
  } catch (error) {
    if (desk.signal.aborted) return;
    const leftOut = { what: run.source, why: sentenceOf(error) };
    // What came after the last position may be half of something: it is read again the next time.
    if (gathering.takeBack()) last = { position: null, bytes: last.bytes };
    if (isNew) await leave(leftOut);
    else leaveOut(leftOut);
  }
  await sendDue(gathering.mark(last.position, last.bytes, true));
}

/** A point has a place: one without a step is none, and a time that is no number is none. */
function finitePoints(part: Extract<TakenPart, { type: 'points' }>): TakenPart {
  const { step, time, value } = part;
  let isWhole = true;
  for (let at = 0; at < step.length; at += 1) {
    if (!Number.isFinite(time[at])) time[at] = 0;
    if (!Number.isFinite(step[at])) isWhole = false;
  }
  if (isWhole) return part;
  const kept = Array.from(step.keys()).filter((at) => Number.isFinite(step[at]));
  const of = (column: Float64Array) => Float64Array.from(kept, (at) => column[at]);
  return { ...part, step: of(step), time: of(time), value: of(value) };
}

type Plain = Extract<RunPart, TakenPart>;

function isPlain(part: RunPart): part is Plain {
  return plain.has(part.type);
}
const plain = new Set<RunPart['type']>(['facts', 'points', 'distribution', 'sample', 'note', 'cut']);

export function sentenceOf(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  return `It could not be read: ${error instanceof Error ? error.message : String(error)}.`;
}
