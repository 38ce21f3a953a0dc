import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StudioError } from '../../shared/errors.ts';
import type { Desk, Found, FoundRun, Importer, LeftOut } from '../importer.ts';
import type { FoundEntry } from './protocol.ts';
import { sentenceOf } from './read-run.ts';

export interface Finding {
  importer: Importer;
  run: FoundRun;
  entry: FoundEntry;
  /** Of the paths that were given, the one where it was found. */
  path: string;
  /** Its place in the order of finding, as the studio was told last. */
  at: number;
  /** How far it has been read. */
  position?: unknown;
  /** What its last reading gave, where that was nothing but facts. */
  said?: string;
}
export interface Findings {
  importers: readonly Importer[];
  runs: Finding[];
  /** Of them, those that another import is taking in: a watch asks for them again. */
  elsewhere: Finding[];
  leftOut: LeftOut[];
  /** What has been said of it: what several importers or several looks say is said once. */
  told: Set<string>;
  /** For watching: what to look at again when a folder or file of it changes; at every turn where nothing has been found yet. */
  places: { path: string; folders: string[] | null }[];
}
type Looked = { importer: Importer; found: Found }[];

/** What lies at the paths, by all importers that know it. @throws StudioError not-found, invalid */
export async function find(importers: readonly Importer[], paths: readonly string[], desk: Desk, isWatch = false): Promise<Findings> {
  const findings: Findings = { importers, runs: [], elsewhere: [], leftOut: [], told: new Set(), places: [] };
  for (const path of paths) {
    if (!existsSync(path))
      throw new StudioError('not-found', `There is nothing at ${path}. Give a file or folder on the machine where the studio runs.`);
    const looked = await lookAt(importers, path, desk);
    const isEmpty = looked.every(({ found }) => found.runs.length === 0);
    const isWaitedFor = isWatch && isEmpty && statSync(path).isDirectory();
    if (looked.length === 0 && !isWaitedFor) {
      const kinds = importers.map(({ title, reads }) => `${title} (${reads})`).join('; ');
      throw new StudioError('invalid', `Nothing at ${path} is of a kind that can be imported. It reads ${kinds}.`);
    }
    const { fresh, leftOut } = takeIn(findings, path, looked);
    findings.runs.push(...fresh);
    findings.leftOut.push(...leftOut);
    findings.places.push({ path, folders: isWaitedFor ? null : foldersOf(looked) });
  }
  return findings;
}

/** What a look at one of the paths brings that is not known yet; what is known of it lies as it was seen last. */
export function takeIn(findings: Findings, path: string, looked: Looked): { fresh: Finding[]; leftOut: LeftOut[] } {
  const nameOf = ({ name }: Importer, { key }: FoundRun) => `${name} ${key}`;
  const known = new Map([...findings.runs, ...findings.elsewhere].map((finding) => [nameOf(finding.importer, finding.run), finding]));
  const within = new Set<string>();
  const fresh: Finding[] = [];
  for (const { importer, found } of looked) {
    for (const run of found.runs) {
      const there = known.get(nameOf(importer, run));
      if (there?.path === path) there.run = run;
      if (there !== undefined || liesIn(run.source, within)) continue;
      const finding: Finding = { importer, run, entry: entryOf(importer, run), path, at: -1 };
      known.set(nameOf(importer, run), finding);
      fresh.push(finding);
    }
    for (const { source } of found.runs) within.add(source);
  }
  const { told } = findings;
  const isUntold = ({ what, why }: LeftOut) => told.size !== told.add(`${what}\0${why}`).size;
  return { fresh, leftOut: looked.flatMap(({ found }) => found.leftOut).filter(isUntold) };
}

export function foldersOf(looked: Looked): string[] {
  return [...new Set(looked.flatMap(({ found }) => found.folders))];
}

/** A copy of event files in a run's own folder is no run of its own. */
function liesIn(source: string, folders: ReadonlySet<string>): boolean {
  for (let folder = dirname(source); folders.size > 0 && folder !== dirname(folder); folder = dirname(folder))
    if (folders.has(folder)) return true;
  return false;
}

export async function lookAt(importers: readonly Importer[], path: string, desk: Desk): Promise<Looked> {
  const looked: Looked = [];
  for (const importer of importers) {
    if (importer.isLast && looked.some(({ found }) => found.runs.length > 0)) continue;
    try {
      const found = await importer.look(path, desk);
      if (found !== null) looked.push({ importer, found });
    } catch (cause) {
      if (cause instanceof StudioError) throw cause;
      throw new StudioError('unavailable', `${path} could not be looked at: ${sentenceOf(cause)}`, { cause });
    }
  }
  return looked;
}

function entryOf({ name, title }: Importer, run: FoundRun): FoundEntry {
  return { importer: name, title, key: run.key, name: run.name, source: run.source, bytes: bytesOf(run) };
}

function bytesOf({ files, bytes }: FoundRun): number {
  return bytes ?? files.reduce((total, file) => total + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
