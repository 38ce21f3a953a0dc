import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LeftOut } from '../../importer.ts';

const deepest = 40;
const mostFolders = 200_000;

export interface WalkedFolder {
  path: string;
  real: string;
  /** Names of plain files, links to such included, in order. */
  files: string[];
}

interface Ways {
  /** Folders that are not looked into. */
  isLeft?(name: string): boolean;
  /** Links are followed, each folder once, or said in `leftOut`. */
  links: 'follow' | 'leave';
}

/** A folder and all below it, by name. What can't be opened is said in `leftOut`. */
export function* walk(root: string, leftOut: LeftOut[], { isLeft, links }: Ways): Generator<WalkedFolder> {
  const seen = new Set<string>();
  const left: { path: string; depth: number }[] = [{ path: root, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { path, depth } = next;
    if (depth > deepest || seen.size >= mostFolders) {
      const why = depth > deepest ? `It lies more than ${deepest} folders deep.` : `There are more than ${mostFolders} folders.`;
      leftOut.push({ what: path, why });
      continue;
    }
    try {
      const real = realpathSync(path);
      if (seen.has(real)) continue;
      seen.add(real);
      const files: string[] = [];
      const folders: string[] = [];
      for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => byText(a.name, b.name))) {
        if (entry.isSymbolicLink() && links === 'leave') {
          leftOut.push({ what: join(path, entry.name), why: 'It is a link, and is not followed.' });
          continue;
        }
        const kind = kindOf(path, entry, leftOut);
        if (kind?.isFile()) files.push(entry.name);
        else if (kind?.isDirectory() && !isLeft?.(entry.name)) folders.push(entry.name);
      }
      yield { path, real, files };
      for (const name of folders.reverse()) left.push({ path: join(path, name), depth: depth + 1 });
    } catch (error) {
      leftOut.push(unopened(path, error));
    }
  }
}

/** Of what a link leads to; a link that leads in circles, or where nobody may look, hides only itself. */
function kindOf(folder: string, entry: Dirent, leftOut: LeftOut[]): { isFile(): boolean; isDirectory(): boolean } | undefined {
  if (!entry.isSymbolicLink()) return entry;
  const path = join(folder, entry.name);
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    leftOut.push(unopened(path, error));
    return undefined;
  }
}

function unopened(what: string, error: unknown): LeftOut {
  return { what, why: `It could not be opened: ${error instanceof Error ? error.message : String(error)}.` };
}

export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
