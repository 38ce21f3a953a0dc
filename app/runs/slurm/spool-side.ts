import { constants, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eventFiles, spool } from '../../spool/folder.ts';
import type { SpoolPosition } from '../../store/jobs.ts';

/** The studio's side of the spools, wherever they lie. */
export interface SpoolSide {
  /** Makes it whole under another name first. */
  put(file: string, bytes: Uint8Array | string): Promise<void>;
  /** A copy of a file of this machine. */
  putFile(file: string, from: string): Promise<void>;
  makeFolders(...folders: string[]): Promise<void>;
  /** What each spool has beyond a position, at most so many bytes of it. */
  look(asked: Asked[]): Promise<Looked[]>;
  /** The end of a file as text; null where it is not there. */
  tail(file: string, bytes: number): Promise<string | null>;
  /** A whole copy on this machine. @returns whether it is there */
  fetch(file: string, to: string): Promise<boolean>;
  remove(...paths: string[]): Promise<void>;
  list(folder: string): Promise<string[]>;
  /** The clock of the machine that has it, beside the time that the file system gives a file written in that moment. */
  clockBeside(folder: string): Promise<{ now: number; written: number }>;
}
export interface Asked {
  folder: string;
  position: SpoolPosition;
  most: number;
}
export interface Looked {
  /** The numbers of its event files, listed before any of them was read. */
  files: number[];
  bytes: Buffer;
}

/** Spools on a file system of this machine. A file is opened anew each time: only so does NFS show what is new. */
export const localSide: SpoolSide = {
  async put(file, bytes) {
    const temporary = `${file}.${process.pid}.tmp`;
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  },
  putFile: replaced,
  async makeFolders(...folders) {
    for (const folder of folders) await mkdir(folder, { recursive: true });
  },
  look: (asked) => Promise.all(asked.map(lookAt)),
  async tail(file, bytes) {
    try {
      const text = await readFile(file, 'utf8');
      return text.slice(-bytes);
    } catch {
      return null;
    }
  },
  async fetch(file, to) {
    try {
      await stat(file);
    } catch {
      return false;
    }
    await replaced(to, file);
    return true;
  },
  // A job that has just had its end may be writing its last line.
  async remove(...paths) {
    for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  },
  list: (folder) => readdir(folder).catch(() => []),
  async clockBeside(folder) {
    const file = join(folder, 'clock');
    await writeFile(file, '');
    const now = Date.now();
    const { mtimeMs } = await stat(file);
    await rm(file);
    return { now, written: mtimeMs };
  },
};

/** Orders are given while the studio may be closing: at once, so that none is lost. */
export function putOrder(folder: string, number: number, order: object): void {
  const orders = join(folder, spool.orders);
  if (!existsSync(orders)) mkdirSync(orders, { recursive: true });
  const file = join(orders, `${number}.json`);
  writeFileSync(`${file}.tmp`, JSON.stringify(order));
  renameSync(`${file}.tmp`, file);
}

async function lookAt({ folder, position: { file, offset }, most }: Asked): Promise<Looked> {
  const files = eventFiles(await readdir(folder).catch(() => []));
  if (!files.includes(file)) return { files, bytes: Buffer.alloc(0) };
  const handle = await open(join(folder, spool.events(file)), 'r');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(most, Math.max(0, size - offset)));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    return { files, bytes: bytes.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

/** One file under two names where the file system can, else a copy; whole under its name at once. */
async function replaced(file: string, from: string): Promise<void> {
  const temporary = join(dirname(file), `.${process.pid}.${Math.trunc(performance.now() * 1000)}.tmp`);
  try {
    await link(from, temporary);
  } catch {
    await copyFile(from, temporary, constants.COPYFILE_FICLONE);
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
  }
  await rename(temporary, file);
  // Two names of one file are left as they are.
  await rm(temporary, { force: true });
}
