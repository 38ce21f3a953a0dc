import { fdatasyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { StudioError } from '../../../shared/errors.ts';
import { reducer } from '../../engine/files/picture-files.ts';
import { decodePicture } from '../decode-picture.ts';
import { readRegularFile } from '../read-file.ts';
import { control, type DevelopTask, failures, pictureStates, type Wanted } from './developing.ts';

/** As many pictures at once as Node's pool has threads. */
const most = Math.min(4, availableParallelism());
const keepEvery = 2000;

const task = workerData as DevelopTask;
const states = new Uint8Array(task.states);
const signals = new Int32Array(task.control);
const pixels = openSync(task.pixels, 'r+');
const reduce = reducer(task.size, task.channels);
const each = task.size * task.size * task.channels;
let urgent: number[] = [];
let expected: number[] = [];
const underWay = new Set<number>();
let isKept = true;

parentPort!.on('message', (message: Wanted | 'close') => {
  if (message === 'close') return close();
  const { now, indices } = message;
  if (now) urgent = [...indices];
  else expected = [...indices];
  while (underWay.size < most && startNext());
});
const living = setInterval(() => Atomics.add(signals, control.alive, 1), 1000);
const keeping = setInterval(keepStates, keepEvery);

function close(): void {
  clearInterval(living);
  clearInterval(keeping);
  [urgent, expected] = [[], []];
  keepStates();
  parentPort!.close();
}

function startNext(): boolean {
  const index = nextUnknown(urgent) ?? nextUnknown(expected);
  if (index === undefined) return false;
  underWay.add(index);
  void develop(index).finally(() => {
    underWay.delete(index);
    Atomics.add(signals, control.done, 1);
    Atomics.notify(signals, control.done);
    startNext();
  });
  return true;
}

function nextUnknown(queue: number[]): number | undefined {
  for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
    if (Atomics.load(states, index) === pictureStates.unknown && !underWay.has(index)) return index;
  }
  return undefined;
}

async function develop(index: number): Promise<void> {
  const small = new Uint8Array(each);
  try {
    reduce(await decodePicture(readRegularFile(task.places[index]!), { side: task.size }), small);
  } catch (error) {
    if (error instanceof StudioError) Atomics.store(signals, control.failed, failures.undecodable);
    else become(index, pictureStates.broken);
    return;
  }
  try {
    writeSync(pixels, small, 0, each, index * each);
    become(index, pictureStates.whole);
  } catch (error) {
    const isFull = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
    Atomics.store(signals, control.failed, isFull ? failures.full : failures.other);
  }
}

function become(index: number, state: number): void {
  Atomics.store(states, index, state);
  isKept = false;
}

/** Pixels first: a state that is on the disk has its pixels there. What another trainer has developed meanwhile is taken over. */
function keepStates(): void {
  if (isKept) return;
  isKept = true;
  const now = states.slice();
  try {
    fdatasyncSync(pixels);
    const before = readFileSync(task.kept);
    for (let at = 0; at < now.length; at += 1) now[at] ||= before[at] ?? 0;
    writeFileSync(`${task.kept}.${process.pid}`, now);
    renameSync(`${task.kept}.${process.pid}`, task.kept);
  } catch {
    isKept = false; // A disk that is full or away: what is developed is only not remembered.
  }
}
