import type { DataFiles } from '../dataset.ts';

type Entries = DataFiles['entries'];

const training = /^(train|training|trainset|train[-_ ]set|training[-_ ]set)$/i;
const held = /^(test|testing|val|valid|validation|dev|eval|evaluation)([-_ ]?set)?$/i;
/** Below so many folders the parts of a split may lie: `photos/train/cat`, `cat/train`. */
const deepest = 2;

/** Files as classes are told from them: without folders around everything, and of a split the training part, with a note. */
export function classFiles(entries: Entries): { entries: Entries; notes: string[] } {
  const { entries: part, notes } = trainingPart(unwrapped(entries), deepest);
  return { entries: unwrapped(part), notes };
}

/** Each top folder is a class; fewer than two are none. */
export function classesOf(paths: string[]): { labels: Int32Array | null; classes: string[] | null } {
  const folders = paths.map((path) => topFolder(path)?.normalize('NFC') ?? '(no folder)');
  const classes = [...new Set(folders)].sort();
  if (classes.length < 2) return { labels: null, classes: null };
  const indices = new Map(classes.map((name, at) => [name, at]));
  return { labels: Int32Array.from(folders, (folder) => indices.get(folder)!), classes };
}

/** Paths without the folders that all of them begin with. */
export function unwrapped(entries: Entries): Entries {
  const first = entries[0] === undefined ? undefined : topFolder(entries[0].path);
  if (first === undefined || !entries.every(({ path }) => topFolder(path) === first)) return entries;
  return unwrapped(below(entries, first));
}

/**
 * Where the files lie in `train`, `test` and `val`, what lies in `train`, with a note that counts the rest; also where each lies so
 * further down, up to `deep` folders. The name of the part leaves the paths.
 */
export function trainingPart(entries: Entries, deep = 0): { entries: Entries; notes: string[] } {
  for (let level = 0; level <= deep; level += 1) {
    const parts = entries.map(({ path }) => partOf(path, level));
    const names = new Set(parts.filter((part) => part !== null));
    // Loose files lie beside the parts at the top only; further down they would be a class of their own.
    if (parts.includes(null) && level > 0) break;
    const isSplit = names.size > 0 && [...names].every((name) => training.test(name) || held.test(name));
    if (!isSplit || (names.size === 1 && parts.includes(null))) continue;
    const chosen = [...names].find((name) => training.test(name)) ?? fullest(parts);
    return { entries: withoutPart(entries, parts, chosen, level), notes: restNote(parts, chosen) };
  }
  return { entries, notes: [] };
}

/** The folder `level` folders down; null where the path does not go so deep. */
function partOf(path: string, level: number): string | null {
  const folders = path.split('/').slice(0, -1);
  return folders[level] ?? null;
}

function fullest(parts: (string | null)[]): string {
  const counts = countsOf(parts);
  return [...counts].reduce<[string, number]>(
    (best, [name, count]) => (name !== null && count > best[1] ? [name, count] : best),
    ['', 0],
  )[0];
}

function countsOf(parts: (string | null)[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}

function withoutPart(entries: Entries, parts: (string | null)[], chosen: string, level: number): Entries {
  return entries
    .filter((_, at) => parts[at] === chosen)
    .map((entry) => ({
      ...entry,
      path: entry.path
        .split('/')
        .filter((_, at) => at !== level)
        .join('/'),
    }));
}

function restNote(parts: (string | null)[], chosen: string): string[] {
  const rest = [...countsOf(parts)].filter(([name]) => name !== chosen);
  if (rest.length === 0) return [];
  const named = rest.map(([name, count]) => `${name ?? 'what lies beside it'} (${count})`).sort();
  return [`What lies in ${chosen} is read; ${named.join(' and ')} ${named.length === 1 ? 'is' : 'are'} left for you.`];
}

export function topFolder(path: string): string | undefined {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined;
}

/** Those under one top folder, with the rest of their paths. */
export function below(entries: Entries, folder: string): Entries {
  return entries
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map((entry) => ({ ...entry, path: entry.path.slice(folder.length + 1) }));
}
