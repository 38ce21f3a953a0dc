import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunPart } from '../../importer.ts';
import { artifactsIn, withPositions } from '../reading/artifacts.ts';
import { byName } from '../reading/by-name.ts';
import { Gathered } from '../reading/gathered.ts';
import { LogFile, type LogState } from './log-file.ts';
import { RowReader, type RowState } from './row.ts';
import { WireError } from '../reading/wire.ts';
import { readRecord } from './record.ts';

/** How far a run has been read: each file's state by its folder's and its own name. */
export interface RunPosition {
  files: Record<string, LogState>;
  rows: RowState;
  kept: Record<string, string>;
}

/** All files of one id, one after another: each is the run resumed. */
export function* readRun(files: readonly string[], position: RunPosition | null): Generator<RunPart> {
  const isReplaced = position !== null && files.some((file) => isShorter(file, position));
  const at: RunPosition =
    position === null || isReplaced
      ? { files: {}, rows: { keys: [], summary: {}, highest: null, nextStep: 0, lastTime: 0, end: 'open' }, kept: byName() }
      : { ...structuredClone(position), kept: byName(position.kept) };
  if (isReplaced) yield { type: 'cut', from: Number.NEGATIVE_INFINITY };
  const gathered = new Gathered();
  const rows = new RowReader(at.rows, gathered);
  const mark = (bytes: number): RunPart => {
    at.rows = rows.state();
    return { type: 'position', position: structuredClone(at), bytes };
  };
  let read = 0;
  for (const file of files) {
    const name = nameOf(file);
    at.files[name] ??= { offset: 0 };
    for (const _ of readFile(file, at.files[name], rows, gathered)) {
      yield* gathered.take();
      yield mark(read + at.files[name].offset);
    }
    rows.endFile();
    const beside = join(dirname(file), 'files');
    const keptUnder = `${basename(dirname(file))}/`;
    const wanted = { under: files.length > 1 ? keptUnder : '', keptUnder, isLeftFolder: (folder: string) => folder === 'media' };
    yield* gathered.take();
    read += Math.min(at.files[name].offset, sizeOf(file));
    if (existsSync(beside)) yield* withPositions(artifactsIn(beside, at.kept, wanted), () => mark(read));
    yield mark(read);
  }
}

/** Yields whenever there is enough to be handed over. */
function* readFile(file: string, state: LogState, rows: RowReader, gathered: Gathered): Generator<void> {
  const damaged = (offset: number, why: string) =>
    gathered.leaveOut({ what: `byte ${offset} of ${file}`, why: `${why[0].toUpperCase()}${why.slice(1)}.` });
  let log: LogFile;
  try {
    log = new LogFile(file, state, {
      record(bytes, offset) {
        try {
          rows.take(readRecord(bytes), join(dirname(file), 'files'));
        } catch (error) {
          if (!(error instanceof WireError || error instanceof SyntaxError || error instanceof RangeError)) throw error;
          damaged(offset, `the record there can't be understood (${error.message}); it is left out`);
        }
      },
      damaged,
    });
  } catch (error) {
    gathered.leaveOut({ what: file, why: `It could not be opened: ${error instanceof Error ? error.message : String(error)}.` });
    return;
  }
  try {
    if (!log.readHeader()) {
      gathered.leaveOut({ what: `byte 0 of ${file}`, why: 'It does not begin as a file of W&B does.' });
      return;
    }
    while (log.readSome()) if (gathered.isFull) yield;
  } finally {
    log.close();
  }
}

function nameOf(file: string): string {
  return `${basename(dirname(file))}/${basename(file)}`;
}

const blockBytes = 32_768;

/** Damage at the end is passed over up to the next block, which may not be there yet. */
function isShorter(file: string, { files }: RunPosition): boolean {
  const known = files[nameOf(file)];
  return known !== undefined && sizeOf(file) < known.offset - blockBytes;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
}
