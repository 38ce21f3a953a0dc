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
  /** How far it has been read. */
  position?: unknown;
}
export interface Findings {
  importers: readonly Importer[];
  runs: Finding[];
  /** Of them, those that another import is taking in: a watch asks for them again. */
  elsewhere: Finding[];
  leftOut: LeftOut[];
  /** For watching: what to look at again when a folder changes; at every turn where nothing has been found yet. */
  places: { path: string; importer: Importer; folders: string[] | null }[];
}

/** What lies at the paths, by all importers that know it. @throws StudioError not-found, invalid */
export async function find(importers: readonly Importer[], paths: readonly string[], desk: Desk, isWatch = false): Promise<Findings> {
  const findings: Findings = { importers, runs: [], elsewhere: [], leftOut: [], places: [] };
  const keys = new Set<string>();
  const said = new Set<string>();
  /** What several importers say is said once. */
  const leaveOut = (leftOut: LeftOut[]) => {
    findings.leftOut.push(...leftOut.filter(({ what, why }) => said.size !== said.add(`${what}\0${why}`).size));
  };
  for (const path of paths) {
    if (!existsSync(path))
      throw new StudioError('not-found', `There is nothing at ${path}. Give a file or folder on the machine where the studio runs.`);
    const looked = await lookAt(importers, path, desk);
    if (isWatch && looked.every(({ found }) => found.runs.length === 0) && statSync(path).isDirectory()) {
      for (const { found } of looked) leaveOut(found.leftOut);
      findings.places.push(...importers.map((importer) => ({ path, importer, folders: null })));
      continue;
    }
    if (looked.length === 0) {
      const kinds = importers.map(({ title, reads }) => `${title} (${reads})`).join('; ');
      throw new StudioError('invalid', `Nothing at ${path} is of a kind that can be imported. It reads ${kinds}.`);
    }
    const within = new Set<string>();
    for (const { importer, found } of looked) {
      leaveOut(found.leftOut);
      findings.places.push({ path, importer, folders: found.folders });
      for (const run of found.runs.filter(({ source }) => !liesIn(source, within))) {
        const key = `${importer.name} ${run.key}`;
        if (keys.has(key)) continue;
        keys.add(key);
        findings.runs.push({ importer, run, entry: entryOf(importer, run) });
      }
      for (const { source } of found.runs) within.add(source);
    }
  }
  return findings;
}

/** A copy of event files in a run's own folder is no run of its own. */
export function liesIn(source: string, folders: ReadonlySet<string>): boolean {
  for (let folder = dirname(source); folders.size > 0 && folder !== dirname(folder); folder = dirname(folder))
    if (folders.has(folder)) return true;
  return false;
}

async function lookAt(importers: readonly Importer[], path: string, desk: Desk): Promise<{ importer: Importer; found: Found }[]> {
  const looked: { importer: Importer; found: Found }[] = [];
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

export function entryOf({ name, title }: Importer, run: FoundRun): FoundEntry {
  return { importer: name, title, key: run.key, name: run.name, source: run.source, bytes: bytesOf(run) };
}

function bytesOf({ files, bytes }: FoundRun): number {
  return bytes ?? files.reduce((total, file) => total + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
