import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { RunPart } from '../../importer.ts';
import { Columns } from '../reading/columns.ts';
import { EventReader, type EventSink, type Tag, Tags, type ValueRanges } from './event.ts';
import { type FileState, RecordReader } from './records.ts';
import { partsOf, readValue } from './value.ts';
import { WireError } from '../reading/wire.ts';

/** How far a run has been read: each file's state by its name, and which plugin each tag has. */
export interface RunPosition {
  files: Record<string, FileState>;
  plugins: [string, string][];
  /** The highest step so far; null before the first value. */
  highest: number | null;
  /** A START has been met: the next one purges. */
  hasStarted?: boolean;
  /** What hparams.yaml was when it was read. */
  yaml?: string;
}

/** Handed over together: so many points, or so many bytes of pictures and the like. */
const pointsAtOnce = 30_000;
const bytesAtOnce = 4 << 20;
/** Or pictures that are so large when they are decoded. */
const decodedAtOnce = 32 << 20;
/** By so much of its beginning a file is known again. */
const beginBytes = 4096;
/** A tag may be empty; a series needs a name. */
const nameless = '(no tag)';

/**
 * All files of one run from a position on, in the order of their names as TensorBoard takes them. Every point is kept, in the order it was
 * written, but for what a START says to purge.
 */
export function* readRun(files: readonly string[], position: RunPosition | null, yaml = position?.yaml): Generator<RunPart> {
  const replaced = position === null ? undefined : files.find((file) => isReplaced(file, position));
  const from: RunPosition =
    replaced !== undefined || position === null ? { files: {}, plugins: [], highest: null } : structuredClone(position);
  if (yaml !== undefined) from.yaml = yaml;
  if (replaced !== undefined) {
    const said = `${replaced} is another file than the one that was read before, so the run was read anew.`;
    yield { type: 'cut', from: Number.NEGATIVE_INFINITY };
    yield { type: 'note', level: 'info', step: 0, time: Date.now(), sentence: said };
  }
  const run = new RunReader(from);
  let read = 0;
  for (const file of files) {
    yield* run.readFile(file, read);
    read += run.offsetOf(file);
    yield { type: 'position', position: run.position(), bytes: read };
  }
}

class RunReader implements EventSink {
  private readonly tags = new Tags();
  private readonly events = new EventReader(this.tags);
  private readonly states: Map<string, FileState>;
  private readonly columns = new Map<string, Columns>();
  private readonly told = new Set<string>();
  private parts: RunPart[] = [];
  private points = 0;
  private bytes = 0;
  private decoded = 0;
  private file = '';
  private offset = 0;

  private highest: number;
  private hasStarted: boolean;
  private readonly yaml: string | undefined;

  constructor({ files, plugins, highest, hasStarted = false, yaml }: RunPosition) {
    this.highest = highest ?? Number.NEGATIVE_INFINITY;
    this.hasStarted = hasStarted;
    this.yaml = yaml;
    this.states = new Map(Object.entries(files));
    for (const [name, plugin] of plugins) this.tags.named(name).plugin = plugin;
  }

  position(): RunPosition {
    const files: [string, FileState][] = [...this.states].map(([name, state]) => [name, { ...state }]);
    return {
      files: Object.fromEntries(files),
      plugins: this.tags.plugins(),
      highest: Number.isFinite(this.highest) ? this.highest : null,
      hasStarted: this.hasStarted,
      yaml: this.yaml,
    };
  }

  offsetOf(file: string): number {
    return this.states.get(basename(file))?.offset ?? 0;
  }

  *readFile(file: string, before: number): Generator<RunPart> {
    const name = basename(file);
    const state = this.states.get(name) ?? { offset: 0 };
    this.states.set(name, state);
    this.file = file;
    let reader: RecordReader;
    try {
      reader = new RecordReader(file, state, {
        record: (bytes, from, to, offset) => this.record(bytes, from, to, offset),
        damaged: (offset, why) => this.damaged(offset, why),
        isFull: () => this.decoded >= decodedAtOnce,
      });
    } catch (error) {
      yield { type: 'left-out', what: file, why: `It could not be opened: ${error instanceof Error ? error.message : String(error)}.` };
      return;
    }
    try {
      while (reader.readSome()) {
        if (this.points < pointsAtOnce && this.bytes < bytesAtOnce && this.decoded < decodedAtOnce) continue;
        yield* this.flush();
        yield { type: 'position', position: this.position(), bytes: before + state.offset };
      }
    } finally {
      reader.close();
    }
    const begin = Math.min(beginBytes, state.offset);
    if (begin > (state.begin?.bytes ?? 0)) state.begin = { bytes: begin, hash: hashOf(file, begin) };
    yield* this.flush();
  }

  private record(bytes: Uint8Array, from: number, to: number, offset: number): void {
    this.offset = offset;
    try {
      this.events.read(bytes, from, to, this);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.damaged(offset, `the record there is no event (${error.message}); it is left out`);
    }
  }

  private damaged(offset: number, why: string): void {
    this.parts.push({ type: 'left-out', what: `byte ${offset} of ${this.file}`, why: sentence(why) });
  }

  scalar(tag: Tag, step: number, time: number, value: number): void {
    const key = tag.name === '' ? nameless : tag.name;
    let columns = this.columns.get(key);
    if (columns === undefined) {
      columns = new Columns();
      this.columns.set(key, columns);
    }
    columns.push(step, time * 1000, value);
    if (step > this.highest) this.highest = step;
    this.points += 1;
  }

  value(tag: Tag, step: number, time: number, ranges: ValueRanges, bytes: Uint8Array): void {
    try {
      const value = readValue(tag, ranges, bytes);
      if (value.kind === 'scalar') {
        this.scalar(tag, step, time, value.value);
        return;
      }
      this.bytes += 2000;
      if (step > this.highest) this.highest = step;
      for (const part of partsOf({ ...tag, name: tag.name === '' ? nameless : tag.name }, step, value, bytes)) this.add(part);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.damaged(this.offset, `the value ${tag.name} of the record there is broken (${error.message}); it is left out`);
    }
  }

  private add(part: RunPart): void {
    if (part.type === 'left-out') {
      const said = `${part.what}\0${part.why}`;
      if (this.told.has(said)) return;
      this.told.add(said);
    }
    if (part.type === 'pictures' || part.type === 'sound') this.bytes += part.files.reduce((total, { length }) => total + length, 0);
    if (part.type === 'pictures') this.decoded += part.files.reduce((total, file) => total + decodedBytes(file), 0);
    if (part.type === 'distribution') this.bytes += part.distribution.counts.length * 12;
    this.parts.push(part);
  }

  /** TensorBoard's own words: events at that step and after it are purged, of all tags. A run's first START purges nothing there. */
  start(step: number): void {
    const isFirst = !this.hasStarted;
    this.hasStarted = true;
    if (step > this.highest) return;
    const began = `The run was started again at step ${step}: what was logged before from there on is`;
    const said = isFirst ? `${began} kept, as TensorBoard keeps it at a log’s first start.` : `${began} purged, as TensorBoard does.`;
    if (!isFirst) {
      this.highest = step;
      this.parts.push(...this.takePoints(), { type: 'cut', from: step });
    }
    this.parts.push({ type: 'note', level: 'info', step: 0, time: Date.now(), sentence: said });
  }

  other(what: string): void {
    this.add({ type: 'left-out', what: `a ${what}`, why: 'It has no place here.' });
  }

  private *flush(): Generator<RunPart> {
    const { parts } = this;
    this.parts = [];
    this.bytes = 0;
    this.decoded = 0;
    yield* parts;
    yield* this.takePoints();
  }

  private takePoints(): RunPart[] {
    this.points = 0;
    return [...this.columns].flatMap(([key, columns]) => (columns.length === 0 ? [] : [columns.take(key)]));
  }
}

/** Logs are only ever written on: one that is shorter, or begins otherwise, is another. */
function isReplaced(file: string, { files }: RunPosition): boolean {
  const known = files[basename(file)];
  if (known === undefined) return false;
  try {
    if (statSync(file).size < known.offset) return true;
    return known.begin !== undefined && hashOf(file, known.begin.bytes) !== known.begin.hash;
  } catch {
    return false; // Away, which is said when it is read.
  }
}

/** Of a PNG, which a few bytes may make as large as they like; others are not far from a guess. */
function decodedBytes(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isPng = file.length >= 24 && view.getUint32(0) === 0x89504e47;
  return isPng ? 3 * view.getUint32(16) * view.getUint32(20) : 20 * file.length;
}

function hashOf(file: string, bytes: number): string {
  const handle = openSync(file, 'r');
  try {
    const begin = Buffer.alloc(bytes);
    return createHash('sha256')
      .update(begin.subarray(0, readSync(handle, begin, 0, bytes, 0)))
      .digest('base64');
  } finally {
    closeSync(handle);
  }
}

function sentence(why: string): string {
  return `${why[0].toUpperCase()}${why.slice(1)}.`;
}
