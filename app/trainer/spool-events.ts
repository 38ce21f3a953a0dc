import { closeSync, fdatasync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encodeFrame } from '../spool/frame.ts';
import { eventFiles, spool } from '../spool/folder.ts';

/** On the disk at the latest this long after it was written. */
const syncEvery = 1000;

/** The events of one start of a job, in a file of its own. */
export interface SpoolEvents {
  /** Counts the starts of the run's stay from 0. */
  readonly file: number;
  /** Whole, or not at all. @throws what the file system says */
  write(event: unknown): void;
  sync(): void;
  /** Whether a later start has begun: this one was given up, and nobody reads it any more. */
  isOutlived(): boolean;
  close(): void;
}

export function openSpoolEvents(folder: string, now: () => number): SpoolEvents {
  const { file, handle } = openNext(folder);
  let written = 0;
  let sequence = 0;
  let isDirty = false;
  const timer = setInterval(() => {
    if (!isDirty) return;
    isDirty = false;
    fdatasync(handle, () => {});
  }, syncEvery);
  timer.unref();

  return {
    file,
    write(event) {
      const frame = encodeFrame({ sequence: sequence + 1, time: now(), event });
      try {
        for (let at = 0; at < frame.length; ) at += writeSync(handle, frame, at, frame.length - at, written + at);
      } catch (error) {
        ftruncateSync(handle, written);
        throw error;
      }
      written += frame.length;
      sequence += 1;
      isDirty = true;
    },
    sync() {
      isDirty = false;
      fdatasyncSync(handle);
    },
    isOutlived: () => eventFiles(readdirSync(folder)).some((other) => other > file),
    close() {
      clearInterval(timer);
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}

/** Two starts of one job (its node was given up, and came back) never write into one file. */
function openNext(folder: string): { file: number; handle: number } {
  for (;;) {
    const file = (eventFiles(readdirSync(folder)).at(-1) ?? -1) + 1;
    try {
      return { file, handle: openSync(join(folder, spool.events(file)), 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
