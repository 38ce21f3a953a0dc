import type { Catalogue } from '../../shared/catalogue.ts';
import { StudioError } from '../../shared/errors.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Run } from '../../shared/run.ts';
import type { AskExport, DoctorReport, TrackingState } from '../../shared/api/studio.ts';
import type { AskImportance, ImportanceAnswer } from '../../shared/api/importance.ts';
import type { Exported } from '../exporter.ts';
import type { CheckedRecipe } from '../../shared/api/extensions.ts';
import type { Extensions } from '../extensions/extensions.ts';
import type { Imports } from '../imports/imports.ts';
import type { Installer } from '../native/installer.ts';
import type { PublishedData } from '../published/published.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';

/** What the routes stand on; put together in studio.ts. */
export interface Parts {
  store: Store;
  runs: Runs;
  /** As it is now: what trusted files of the user's own declare is part of it. */
  readonly catalogue: Catalogue;
  extensions: Extensions;
  /** @throws StudioError not-found, conflict where the file can't be used */
  check(extension: string): Promise<CheckedRecipe[]>;
  /** @throws StudioError invalid with one issue a wrong key */
  resolve(input: unknown): RunConfig;
  exportFile(ask: AskExport): Promise<Exported>;
  /** Which fields of runs went with a figure, ready to be worked out. @throws StudioError invalid where these runs can't say */
  importance(ask: AskImportance): {
    run(tell: (done: number) => void, signal: AbortSignal): Promise<ImportanceAnswer>;
  };
  native: Installer;
  published: PublishedData;
  imports: Imports;
  /** What this machine lacks, found by looking. */
  missing(): DoctorReport['missing'];
  /** Electron's version behind the desktop's door; null elsewhere. */
  desktop: string | null;
  /** Of the port for scripts; null where this door has none. */
  tracking(): TrackingState | null;
  now(): number;
}

/** By id, a unique beginning of it, or `#number`; a deleted run too. @throws StudioError not-found */
export function runOf({ store }: Parts, reference: string): Run {
  const run = store.runs.find(reference);
  if (run === null) throw new StudioError('not-found', `There is no run "${reference}" in this workspace.`);
  return run;
}

/** A whole number out of an address. @throws StudioError not-found */
export function numberOf(text: string, what: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new StudioError('not-found', `There is no ${what} "${text}": it has a whole number for a name.`);
}
