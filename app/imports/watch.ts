import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Desk, LeftOut } from '../importer.ts';
import { entryOf, type Finding, type Findings } from './find.ts';
import { sentenceOf } from './read-run.ts';

/** A file system that tells of changes is no use on network disks and in containers; asking for sizes costs a microsecond a file. */
const every = 600;
/** A folder that changes twice within one tick of its file system's clock has one time for both. */
const tick = 100;

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
  const marks = new Map<string, string>();
  const places = findings.places.map((place) => ({ ...place, lookedAt: Date.now() }));
  while (!desk.signal.aborted) {
    for (const place of places) {
      if (isDue(place)) await lookAgain(place, watching);
    }
    for (const finding of findings.runs) {
      if (!hasGrown(finding, marks)) continue;
      await watching.readOn(finding);
    }
    await setTimeout(every);
  }
}

function isDue({ folders, lookedAt }: Place): boolean {
  return folders === null || folders.some((folder) => changedAt(folder) > lookedAt - tick);
}

function hasGrown({ run }: Finding, marks: Map<string, string>): boolean {
  let isGrown = false;
  for (const file of run.files) {
    const found = statSync(file, { throwIfNoEntry: false });
    const mark = found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
    if (marks.get(file) === mark) continue;
    marks.set(file, mark);
    isGrown = true;
  }
  return isGrown;
}

function changedAt(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

type Place = Findings['places'][number] & { lookedAt: number };

async function lookAgain(place: Place, { findings, desk, readMore, leaveOut }: Watching): Promise<void> {
  place.lookedAt = Date.now();
  try {
    const found = await place.importer.look(place.path, desk);
    if (found === null) return;
    place.folders = found.folders;
    const fresh: Finding[] = [];
    for (const run of found.runs) {
      const known = findings.runs.find(({ importer, run: { key } }) => importer === place.importer && key === run.key);
      if (known !== undefined) known.run = run;
      else fresh.push({ importer: place.importer, run, entry: entryOf(place.importer, run) });
    }
    findings.runs.push(...fresh);
    if (fresh.length > 0) await readMore(fresh);
  } catch (error) {
    leaveOut({ what: place.path, why: sentenceOf(error) });
  }
}
