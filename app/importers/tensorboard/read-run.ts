import { statSync } from 'node:fs';
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
}

/** Handed over together: so many points, or so many bytes of pictures and the like. */
const pointsAtOnce = 30_000;
const bytesAtOnce = 4 << 20;
/** A tag may be empty; a series needs a name. */
const nameless = '(no tag)';

/**
 * All files of one run from a position on, in the order of their names as TensorBoard takes them. Every point is kept, in the order it was
 * written, but for what a START says to purge.
 */
export function* readRun(files: readonly string[], position: RunPosition | null): Generator<RunPart> {
  const replaced = position !== null && files.some((file) => isShorter(file, position));
  const from: RunPosition = replaced || position === null ? { files: {}, plugins: [], highest: null } : structuredClone(position);
  if (replaced) yield { type: 'cut', from: Number.NEGATIVE_INFINITY };
  const run = new RunReader(from);
  let read = 0;
  for (const file of files) {
    yield* run.readFile(file);
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
  private file = '';
  private offset = 0;

  private highest: number;

  constructor({ files, plugins, highest }: RunPosition) {
    this.highest = highest ?? Number.NEGATIVE_INFINITY;
    this.states = new Map(Object.entries(files));
    for (const [name, plugin] of plugins) this.tags.named(name).plugin = plugin;
  }

  position(): RunPosition {
    const files: [string, FileState][] = [...this.states].map(([name, state]) => [name, { ...state }]);
    return { files: Object.fromEntries(files), plugins: this.tags.plugins(), highest: Number.isFinite(this.highest) ? this.highest : null };
  }

  offsetOf(file: string): number {
    return this.states.get(basename(file))?.offset ?? 0;
  }

  *readFile(file: string): Generator<RunPart> {
    const name = basename(file);
    const state = this.states.get(name) ?? { offset: 0 };
    this.states.set(name, state);
    this.file = file;
    let reader: RecordReader;
    try {
      reader = new RecordReader(file, state, {
        record: (bytes, from, to, offset) => this.record(bytes, from, to, offset),
        damaged: (offset, why) => this.damaged(offset, why),
      });
    } catch (error) {
      yield { type: 'left-out', what: file, why: `It could not be opened: ${error instanceof Error ? error.message : String(error)}.` };
      return;
    }
    try {
      while (reader.readSome()) {
        if (this.points < pointsAtOnce && this.bytes < bytesAtOnce) continue;
        yield* this.flush();
        yield { type: 'position', position: this.position(), bytes: state.offset };
      }
    } finally {
      reader.close();
    }
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
    if (part.type === 'distribution') this.bytes += part.distribution.counts.length * 12;
    this.parts.push(part);
  }

  /** TensorBoard's own words: events at that step and after it are purged, of all tags. */
  start(step: number): void {
    if (step > this.highest) return;
    this.highest = step;
    this.parts.push(...this.takePoints(), { type: 'cut', from: step });
    const said = `The run was started again at step ${step}: what was logged before from there on is purged, as TensorBoard does.`;
    this.parts.push({ type: 'note', level: 'info', step: 0, time: Date.now(), sentence: said });
  }

  other(what: string): void {
    this.add({ type: 'left-out', what: `a ${what}`, why: 'It has no place here.' });
  }

  private *flush(): Generator<RunPart> {
    const { parts } = this;
    this.parts = [];
    this.bytes = 0;
    yield* parts;
    yield* this.takePoints();
  }

  private takePoints(): RunPart[] {
    this.points = 0;
    return [...this.columns].flatMap(([key, columns]) => (columns.length === 0 ? [] : [columns.take(key)]));
  }
}

function isShorter(file: string, { files }: RunPosition): boolean {
  const known = files[basename(file)];
  return known !== undefined && sizeOf(file) < known.offset;
}

function sentence(why: string): string {
  return `${why[0].toUpperCase()}${why.slice(1)}.`;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
}
