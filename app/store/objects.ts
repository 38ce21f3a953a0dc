import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { StudioError } from '../../shared/errors.ts';
import type { Connection } from './connection.ts';
import { explain } from './explain.ts';
import { isRemoved } from './is-removed.ts';
import type { ObjectTable } from './store.ts';

/** Up to here the bytes live in the database: a file of its own would cost more than it holds. */
const inlineBytes = 64 * 1024;

const isOrphan =
  'pinned = 0 AND NOT EXISTS (SELECT 1 FROM sample WHERE sample.object = object.hash) AND NOT EXISTS (SELECT 1 FROM artifact WHERE artifact.object = object.hash)';

export interface StoredObjects extends ObjectTable {
  /** Puts without pinning: lives as long as a sample refers to it. */
  keep(bytes: Uint8Array): string;
  /** Keeps a file that lies in the same file system, by moving it. */
  adopt(hash: string, file: string, bytes: number): string;
  /** As it is read where it is a file, unchecked. @throws StudioError not-found */
  stream(hash: string, range?: { from: number; to: number }): Uint8Array | ReadableStream<Uint8Array>;
  /** Said where a reference goes: once that is kept, those of these that nothing else refers to are deleted. */
  release(hashes: readonly string[]): void;
  /** Deletes what nothing refers to, rows and files. */
  sweep(): void;
  bytes(): number;
}

export function openObjects(connection: Connection): StoredObjects {
  const folder = join(connection.folder, 'objects');
  const incoming = join(folder, 'incoming');
  const fileOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2));

  function put(bytes: Uint8Array, pinned: boolean): string {
    const hash = hashOf(bytes);
    const isInline = connection.inMemory || bytes.length <= inlineBytes;
    connection.write(() => {
      const known = connection.sql('SELECT pinned FROM object WHERE hash = ?').get(hash);
      if (known) {
        if (pinned && known.pinned === 0) connection.sql('UPDATE object SET pinned = 1 WHERE hash = ?').run(hash);
        // What was lost and is measured again is there again.
        if (isInline || existsSync(fileOf(hash))) return;
      }
      // The file is whole before the row says that it exists.
      if (!isInline) writeWhole(fileOf(hash), join(incoming, hash), bytes, connection.folder);
      connection
        .sql('INSERT INTO object (hash, bytes, content, pinned) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING')
        .run(hash, bytes.length, isInline ? bytes : null, Number(pinned));
    });
    return hash;
  }

  /** Among these, or of all. Files first: one that stays keeps its row, and is tried again at the next sweep. */
  function dropOrphans(hashes: readonly string[] | null): void {
    const [among, asked] = hashes === null ? ['', []] : ['hash IN (SELECT value FROM json_each(?)) AND', [JSON.stringify(hashes)]];
    const files = connection.sql(`SELECT hash FROM object WHERE ${among} content IS NULL AND ${isOrphan}`).all(...asked);
    const gone = files.map(({ hash }) => String(hash)).filter((hash) => isRemoved(fileOf(hash), folder));
    connection.write(() =>
      connection
        .sql(`DELETE FROM object WHERE ${among} ${isOrphan} AND (content IS NOT NULL OR hash IN (SELECT value FROM json_each(?)))`)
        .run(...asked, JSON.stringify(gone)),
    );
  }

  return {
    put: (bytes) => put(bytes, true),
    keep: (bytes) => put(bytes, false),
    adopt(hash, file, bytes) {
      connection.write(() => {
        const known = connection.sql('SELECT content IS NULL AS isFile FROM object WHERE hash = ?').get(hash);
        if (known && (known.isFile === 0 || existsSync(fileOf(hash)))) {
          rmSync(file, { force: true });
          return;
        }
        mkdirSync(dirname(fileOf(hash)), { recursive: true });
        renameSync(file, fileOf(hash));
        connection
          .sql('INSERT INTO object (hash, bytes, content, pinned) VALUES (?, ?, NULL, 0) ON CONFLICT (hash) DO NOTHING')
          .run(hash, bytes);
      });
      return hash;
    },
    get(hash) {
      const row = connection.sql('SELECT content FROM object WHERE hash = ?').get(hash);
      if (!row) return null;
      const bytes = row.content === null ? readWhole(fileOf(hash)) : (row.content as Uint8Array);
      if (hashOf(bytes) === hash) return bytes;
      const place = row.content === null ? fileOf(hash) : `studio.db of ${connection.folder}`;
      throw new StudioError('damaged', `${place} is damaged: what was recorded there is not what is read. It can't be shown or exported.`);
    },
    stream(hash, range) {
      const row = connection.sql('SELECT content FROM object WHERE hash = ?').get(hash);
      if (row?.content) return (row.content as Uint8Array).subarray(range?.from, range?.to);
      if (!row || !existsSync(fileOf(hash))) throw notThere(fileOf(hash));
      return Readable.toWeb(
        createReadStream(fileOf(hash), range && { start: range.from, end: range.to - 1 }),
      ) as ReadableStream<Uint8Array>;
    },
    release(hashes) {
      if (hashes.length === 0) return;
      connection.afterwards(() => {
        try {
          dropOrphans(hashes);
        } catch {
          // What was written is kept all the same, and the next sweep takes them.
        }
      });
    },
    sweep() {
      dropOrphans(null);
      // Of a put that a kill cut off: no row names it, and nothing is being put now.
      isRemoved(incoming, folder);
    },
    bytes: () => Number(connection.sql('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM object WHERE content IS NULL').get()?.bytes),
  };
}

/** Temporary name, fsync, rename: there is never half a file at `file`. */
function writeWhole(file: string, temporary: string, bytes: Uint8Array, workspace: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    mkdirSync(dirname(temporary), { recursive: true });
    const handle = openSync(temporary, 'w');
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw explain(error, workspace);
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws StudioError not-found */
function readWhole(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw notThere(file, cause);
  }
}

function notThere(file: string, cause?: unknown): StudioError {
  const sentence = `${file} is not there or can't be read, and what was recorded in it can't be shown now. Bring the folder or its disk back.`;
  return new StudioError('not-found', sentence, { cause });
}
