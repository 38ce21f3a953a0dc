import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extensionName, isExtensionFile } from '../../shared/extension.ts';
import { hashOf } from './trust.ts';

export interface FoundFile {
  name: string;
  file: string;
  path: string;
  sha256: string;
  text: string;
  /** Why it can't be read as a file of somebody's own; empty where it can. */
  sentence: string;
}

const mostBytes = 1_000_000;

/** The files of these folders in a stable order. A folder that is not there has none. */
export function filesIn(folders: readonly string[]): FoundFile[] {
  return pathsIn(folders).map(({ file, path }) => {
    const found = { name: extensionName(file), file, path };
    try {
      if (statSync(path).size > mostBytes)
        return { ...found, sha256: '', text: '', sentence: 'It is larger than 1 MB, and no file of code is.' };
      const bytes = readFileSync(path);
      return { ...found, sha256: hashOf(bytes), text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sentence: '' };
    } catch (error) {
      const why = error instanceof TypeError ? 'it is no UTF-8 text' : (error as Error).message;
      return { ...found, sha256: '', text: '', sentence: `It can't be read: ${why}.` };
    }
  });
}

/** Changes when one of the files does, without reading any. */
export function stampOf(folders: readonly string[]): string {
  return pathsIn(folders)
    .map(({ path }) => {
      const { mtimeMs, size, ino } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0, ino: 0 };
      return `${path} ${mtimeMs} ${size} ${ino}`;
    })
    .join('\n');
}

function pathsIn(folders: readonly string[]): { file: string; path: string }[] {
  return [...new Set(folders)].flatMap((folder) => {
    const files = entriesOf(folder).filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && isExtensionFile(entry.name));
    return files
      .map(({ name }) => name)
      .sort()
      .map((file) => ({ file, path: join(folder, file) }));
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
