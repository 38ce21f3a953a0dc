import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Desk, LeftOut } from '../importer.ts';
import { type Finding, type Findings, foldersOf, lookAt, takeIn } from './find.ts';
import { sentenceOf } from './read-run.ts';

/** A file system that tells of changes is no use on network disks and in containers; asking for sizes costs a microsecond a file. */
const every = 600;
/** A folder that changes twice within one tick of its file system's clock has one time for both: young ones are looked at once more. */
const tick = 2000;

export interface Watching {
  findings: Findings;
  desk: Desk;
  readMore(fresh: Finding[]): Promise<void>;
  readOn(finding: Finding): Promise<void>;
  leaveOut(leftOut: LeftOut): void;
  endTurn(): void;
}

/** Asks again and again what has grown and what is new. Never ends by itself. */
export async function watch(watching: Watching): Promise<void> {
  const { findings, desk } = watching;
  const sight = new Sight(watching.leaveOut);
  const places: Place[] = findings.places.map((place) => ({ ...place, marks: new Map(), again: null, said: '' }));
  while (!desk.signal.aborted) {
    // Before anything is opened: what comes meanwhile is seen at the next turn. Several runs may lie in one file.
    const grown = sight.grown(new Set(findings.runs.flatMap(({ run }) => run.files)));
    for (const place of places) if (isDue(place, sight)) await look(place, watching);
    const elsewhere = findings.elsewhere.splice(0);
    if (elsewhere.length > 0) await takeMore(elsewhere, watching);
    for (const finding of findings.runs) {
      if (finding.run.files.some((file) => grown.has(file))) await watching.readOn(finding);
    }
    watching.endTurn();
    await setTimeout(every);
  }
}

type Marks = Map<string, string>;
type Place = Findings['places'][number] & {
  /** How each folder was when it was last looked at, by its file system's clock. */
  marks: Marks;
  /** By this computer's clock: when to look whatever the folders say. */
  again: number | null;
  /** The last fault that was told. */
  said: string;
};

/** How files and folders are. What can't be told now, as on a network disk that is away, stays as it was known, and is said once. */
class Sight {
  private readonly told = new Set<string>();
  private readonly files: Marks = new Map();
  private readonly leaveOut: Watching['leaveOut'];

  constructor(leaveOut: Watching['leaveOut']) {
    this.leaveOut = leaveOut;
  }

  marksOf(paths: string[], known: Marks): Marks {
    return new Map(paths.map((path) => [path, this.markOf(path) ?? known.get(path) ?? '']));
  }

  /** Those that are not as they were when it was asked last. */
  grown(files: ReadonlySet<string>): Set<string> {
    const grown = new Set<string>();
    for (const file of files) {
      const mark = this.markOf(file);
      if (mark === null || this.files.get(file) === mark) continue;
      this.files.set(file, mark);
      grown.add(file);
    }
    return grown;
  }

  private markOf(path: string): string | null {
    try {
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
    } catch (error) {
      if (!this.told.has(path)) this.leaveOut({ what: path, why: sentenceOf(error) });
      this.told.add(path);
      return null;
    }
  }
}

function isDue(place: Place, sight: Sight): boolean {
  if (place.folders === null) return true;
  const now = sight.marksOf(place.folders, place.marks);
  const isChanged = [...now].some(([folder, mark]) => place.marks.get(folder) !== mark);
  if (!isChanged && (place.again === null || Date.now() < place.again)) return false;
  // As they were before looking: what comes meanwhile is seen the next time.
  place.marks = now;
  place.again = isChanged ? Date.now() + tick : null;
  return true;
}

async function look(place: Place, watching: Watching): Promise<void> {
  const { findings, desk, leaveOut } = watching;
  try {
    const looked = await lookAt(findings.importers, place.path, desk);
    place.said = '';
    const { fresh, leftOut } = takeIn(findings, place.path, looked);
    for (const one of leftOut) leaveOut(one);
    if (place.folders !== null || looked.some(({ found }) => found.runs.length > 0)) place.folders = foldersOf(looked);
    if (fresh.length > 0) await takeMore(fresh, watching);
  } catch (error) {
    const why = sentenceOf(error);
    if (place.said !== why) leaveOut({ what: place.path, why });
    place.said = why;
    place.again = Date.now() + tick;
  }
}

async function takeMore(more: Finding[], { findings, readMore }: Watching): Promise<void> {
  for (const finding of more) findings.runs.push(finding);
  await readMore(more);
}
