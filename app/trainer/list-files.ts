import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { leftOut } from '../engine/files/left-out.ts';

/** Far beyond any data set of pictures; a path like `/` is stopped here. */
const mostFiles = 2_000_000;
const mostNamed = 3;
/** What systems and network drives put among the files of others: thumbnails, bins, resource forks, indices. */
const ofTheSystem =
  /^(@eadir|@recycle|@recently-snapshot|@tmp|@sharebin|@synoresource|#recycle|#snapshot|\$recycle\.bin|recycler|system volume information|__macosx|lost\+found|found\.\d{3}|network trash folder|temporary items|thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|icon\r)$/i;

export interface Listing {
  /** Below the folder, with `/` between, sorted. */
  names: string[];
  /** What else lies there, counted. */
  notes: string[];
}

/**
 * The regular files below a folder that fit, or those in it alone. Hidden things and the system's are left out; links are followed, each
 * folder is entered once.
 * @throws what the system says where the folder itself can't be listed; RangeError beyond two million files
 */
export function listFiles(
  folder: string,
  fits: (name: string, path: string) => boolean,
  { isDeep = true }: { isDeep?: boolean } = {},
): Listing {
  const names: string[] = [];
  const others: string[] = [];
  const hidden: string[] = [];
  const strange = leftOut('things');
  const seen = new Set([identityOf(folder)]);
  // Where a folder can be reached straight and by a link, it keeps its own name.
  const [waiting, links]: [string[], string[]] = [[''], []];

  function take(name: string): void {
    if (fits(name, join(folder, name))) names.push(name);
    else others.push(name);
    if (names.length + others.length > mostFiles) throw new RangeError(`more than ${mostFiles} files lie below ${folder}`);
  }

  function sort(name: string, entry: Dirent): void {
    if (entry.name.startsWith('.') || ofTheSystem.test(entry.name)) hidden.push(entry.name);
    else if (entry.isDirectory()) enter(name);
    else if (entry.isFile()) take(name);
    else if (entry.isSymbolicLink()) follow(name);
    else strange.add(name, `it is ${kindOf(entry)}, not a file`);
  }

  function enter(name: string): void {
    if (!isDeep) return;
    const identity = orLeft(name, () => identityOf(join(folder, name)));
    if (identity === undefined) return;
    if (seen.has(identity)) strange.add(name, 'it leads to a folder that is read already');
    else {
      seen.add(identity);
      waiting.push(`${name}/`);
    }
  }

  function follow(name: string): void {
    const target = orLeft(name, () => statSync(join(folder, name)));
    if (target === undefined) return;
    if (target.isDirectory()) links.push(name);
    else if (target.isFile()) take(name);
    else strange.add(name, `the link leads to ${kindOf(target)}, not to a file`);
  }

  /** undefined where it can't be looked at: then it is named. */
  function orLeft<Found>(name: string, look: () => Found): Found | undefined {
    try {
      return look();
    } catch (cause) {
      strange.add(name, whyUnseen(cause));
      return undefined;
    }
  }

  while (waiting.length > 0 || links.length > 0) {
    if (waiting.length === 0) enter(links.shift()!);
    const below = waiting.pop();
    if (below === undefined) continue;
    for (const entry of entriesIn(join(folder, below), below === '' ? null : (why) => strange.add(below.slice(0, -1), why)))
      sort(`${below}${entry.name}`, entry);
  }
  return {
    names: names.sort(),
    notes: [...strange.notes(), ...hiddenNote(hidden, folder), ...othersNote(others, folder)],
  };
}

function entriesIn(folder: string, leave: ((why: string) => void) | null): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (leave === null) throw cause;
    leave('the folder can’t be listed');
    return [];
  }
}

/** Numbers beyond 2^53 are told apart too. */
function identityOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}:${ino}`;
}

function whyUnseen(cause: unknown): string {
  const code = (cause as { code?: string }).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'the link leads nowhere';
  if (code === 'ELOOP') return 'the link leads back to itself';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read where it leads';
  return 'the system can’t say what it is';
}

function kindOf(thing: Pick<Dirent, 'isFIFO' | 'isSocket' | 'isCharacterDevice' | 'isBlockDevice'>): string {
  if (thing.isFIFO()) return 'a pipe';
  if (thing.isSocket()) return 'a socket';
  if (thing.isCharacterDevice() || thing.isBlockDevice()) return 'a device';
  return 'of an unknown kind';
}

function hiddenNote(hidden: string[], folder: string): string[] {
  if (hidden.length === 0) return [];
  const named = [...new Set(hidden)].sort();
  const some = named.length > mostNamed ? `${named.slice(0, mostNamed).join(', ')} …` : named.join(', ');
  return [`What is hidden or the system’s in ${basename(folder)} was left out: ${hidden.length} by the name of ${some}.`];
}

/** Counted by ending, the most frequent first. */
function othersNote(others: string[], folder: string): string[] {
  if (others.length === 0) return [];
  const counts = new Map<string, number>();
  for (const name of others) {
    const ending = extname(name).toLowerCase() || 'without an ending';
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([ending, count]) => `${count} ${ending}`);
  const some = ranked.length > 6 ? [...ranked.slice(0, 6), '…'] : ranked;
  const files = others.length === 1 ? '1 file of another kind' : `${others.length} files of another kind`;
  return [`${files} in ${basename(folder)} ${others.length === 1 ? 'is' : 'are'} not read: ${some.join(', ')}.`];
}
