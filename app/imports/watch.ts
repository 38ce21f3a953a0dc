import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Desk, Importer, LeftOut } from '../importer.ts';
import { entryOf, liesIn, type Finding, type Findings } from './find.ts';
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
}

/** Asks again and again what has grown and what is new. Never ends by itself. */
export async function watch(watching: Watching): Promise<void> {
  const { findings, desk } = watching;
  const sight = new Sight(watching.leaveOut);
  const marks: Marks = new Map();
  let places: Place[] = findings.places.map((place) => ({ ...place, marks: new Map(), again: null, said: '', isTaken: false }));
  while (!desk.signal.aborted) {
    for (const place of places) {
      const now = place.folders === null ? null : sight.marksOf(place.folders, place.marks);
      const isChanged = now === null || [...now].some(([folder, mark]) => place.marks.get(folder) !== mark);
      if (!isChanged && (place.again === null || Date.now() < place.again)) continue;
      // As they were before looking: what comes meanwhile is seen the next time.
      place.marks = now ?? new Map();
      place.again = isChanged ? Date.now() + tick : null;
      await lookAgain(place, watching);
      if (place.isTaken) places = places.filter((other) => other === place || other.path !== place.path || other.folders !== null);
    }
    const elsewhere = findings.elsewhere.splice(0);
    if (elsewhere.length > 0) await takeMore(elsewhere, watching);
    for (const finding of findings.runs) {
      if (hasGrown(finding, marks, sight)) await watching.readOn(finding);
    }
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
  isTaken: boolean;
};

/** How files and folders are. What can't be told now, as on a network disk that is away, stays as it was known, and is said once. */
class Sight {
  private readonly told = new Set<string>();
  private readonly leaveOut: Watching['leaveOut'];

  constructor(leaveOut: Watching['leaveOut']) {
    this.leaveOut = leaveOut;
  }

  marksOf(paths: string[], known: Marks): Marks {
    return new Map(paths.map((path) => [path, this.markOf(path) ?? known.get(path) ?? '']));
  }

  markOf(path: string): string | null {
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

function hasGrown({ run }: Finding, marks: Marks, sight: Sight): boolean {
  let isGrown = false;
  for (const file of run.files) {
    const mark = sight.markOf(file);
    if (mark === null || marks.get(file) === mark) continue;
    marks.set(file, mark);
    isGrown = true;
  }
  return isGrown;
}

async function lookAgain(place: Place, watching: Watching): Promise<void> {
  const { findings, desk, leaveOut } = watching;
  try {
    const found = await place.importer.look(place.path, desk);
    place.said = '';
    if (found === null || (place.folders === null && found.runs.length === 0)) return;
    place.isTaken = true;
    place.folders = found.folders;
    const known = [...findings.runs, ...findings.elsewhere];
    const byKey = new Map(known.filter(({ importer }) => importer === place.importer).map((finding) => [finding.run.key, finding]));
    const rank = ({ importer }: { importer: Importer }) => findings.importers.indexOf(importer);
    const within = new Set(known.filter((finding) => rank(finding) < rank(place)).map(({ run }) => run.source));
    const fresh: Finding[] = [];
    for (const run of found.runs) {
      const there = byKey.get(run.key);
      if (there !== undefined) there.run = run;
      else if (!liesIn(run.source, within)) fresh.push({ importer: place.importer, run, entry: entryOf(place.importer, run) });
    }
    if (fresh.length > 0) await takeMore(fresh, watching);
  } catch (error) {
    const why = sentenceOf(error);
    if (place.said !== why) leaveOut({ what: place.path, why });
    place.said = why;
  }
}

async function takeMore(more: Finding[], { findings, readMore }: Watching): Promise<void> {
  for (const finding of more) findings.runs.push(finding);
  await readMore(more);
}
