import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StudioError } from '../../shared/errors.ts';

/** Writes a file whole or not at all; `-` is standard output. @throws StudioError disk-full, unavailable */
export function writeOut(path: string, bytes: Uint8Array): void {
  if (path === '-') {
    process.stdout.write(bytes);
    return;
  }
  const file = resolve(path);
  const partial = `${file}.partial-${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, bytes);
    renameSync(partial, file);
  } catch (cause) {
    rmSync(partial, { force: true });
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw new StudioError(full ? 'disk-full' : 'unavailable', `${path} can't be written${full ? ': the disk is full' : ''}.`, { cause });
  }
}
