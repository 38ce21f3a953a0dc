import type { AskImport, ImportPreview, LeftOutEntry } from '../../shared/api/imports.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { LeftOut } from '../importer.ts';
import type { TakenPart } from '../store/store.ts';

/** What may cross between the studio and the thread that reads, one thread an import. */
export interface ThreadTask {
  kind: 'preview' | 'import';
  paths: string[];
  from: string | null;
  watch: boolean;
  /** Of tables, as the user says. */
  columns?: AskImport['columns'];
  /** Takes large files until they are the store's; null where the store has no folder. */
  incoming: string | null;
}

/** A run as the studio sees it; threads and studio name it by its place in the order of finding. */
export interface FoundEntry {
  importer: string;
  title: string;
  key: string;
  name: string;
  source: string;
  bytes: number;
}

/** What happened since the last message; what is to be stored of it is stored together. */
export type ThreadMessage = ThreadEvent[];

export type ThreadEvent =
  /** More runs were found; nothing of them is read before `go`. */
  | { type: 'found'; first: number; runs: FoundEntry[]; leftOut: LeftOut[] }
  | { type: 'parts'; run: number; parts: TakenPart[]; position: unknown; bytes: number | null }
  | { type: 'left-out'; leftOut: LeftOut }
  /** Read up to where its source ends for now. */
  | { type: 'whole'; run: number }
  /** Everything that was found is whole: the end, unless it watches. */
  | { type: 'through' }
  | {
      type: 'preview';
      preview: Omit<ImportPreview, 'leftOut' | 'runs'> & {
        runs: (ImportPreview['runs'][number] & { key: string })[];
        leftOut: LeftOutEntry[];
      };
    }
  | { type: 'failed'; code: ErrorCode; sentence: string; details: string };

export type ThreadOrder =
  /** Reads on with the runs that were found; those left out of `positions` are not wanted. */
  | { type: 'go'; positions: { run: number; position: unknown; isNew: boolean }[] }
  /** A message is in the store. */
  | { type: 'taken' };

/** Messages that may be on their way to the store. */
export const messagesAhead = 6;
