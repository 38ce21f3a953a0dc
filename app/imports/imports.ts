import { isAbsolute, join } from 'node:path';
import { rmSync } from 'node:fs';
import { nanoid } from 'nanoid';
import type { AskImport, ImporterEntry, ImportPreview, ImportState } from '../../shared/api/imports.ts';
import type { Change } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import { importers } from '../importers/index.ts';
import type { Store } from '../store/store.ts';
import { launchThread, type Thread } from './thread.ts';
import { Intake, knownOf } from './intake.ts';

export interface Imports {
  importers(): ImporterEntry[];
  /** @throws StudioError not-found, invalid: nothing there that can be imported */
  preview(ask: Ask, signal?: AbortSignal): Promise<ImportPreview>;
  start(ask: Ask): ImportState;
  list(): ImportState[];
  /** @throws StudioError not-found */
  get(id: string): ImportState;
  /** Of runs that were not there before, and are not whole, nothing stays. */
  cancel(id: string): Promise<ImportState>;
  /** Resolves when it has ended, or begins to wait for what is written. */
  settled(id: string): Promise<ImportState>;
  close(): Promise<void>;
}

interface Ask {
  paths: string[];
  from?: string;
  watch?: boolean;
  columns?: AskImport['columns'];
}

export interface ImportsOptions {
  store: Store;
  now: () => number;
  /** Says what changed, as for any run. */
  announce(change: { run: string | null; kinds: Change['kinds']; step?: number | null }): void;
  /** The thread's entry where the studio is bundled; left out: the source beside this file. */
  entry?: string;
  /** What a path means as people write one, such as ~/logs; left out: what it says. */
  plainPath?: (path: string) => string;
}

const keptEnded = 50;

/** Every import has a thread that reads; what it reads is written here, batch by batch, everybody else getting a turn in between. */
export function openImports({ store, now, announce, entry, plainPath = (path) => path }: ImportsOptions): Imports {
  const intakes = new Map<string, Intake>();
  const previews = new Set<Thread>();
  const held = new Map<string, string>();
  // A folder of its own: the store's is emptied whenever nothing is being put.
  const incoming = store.folder === ':memory:' ? null : join(store.folder, 'objects', 'imports');
  if (incoming !== null) rmSync(incoming, { recursive: true, force: true });

  function known(id: string): Intake {
    const intake = intakes.get(id);
    if (intake === undefined) throw new StudioError('not-found', `There is no import ${id}; those that ended long ago are forgotten.`);
    return intake;
  }

  function whole(written: string[]): string[] {
    const paths = written.map(plainPath);
    const relative = paths.find((path) => !isAbsolute(path));
    if (relative !== undefined)
      throw new StudioError('invalid', `${relative} does not say where it begins. Give the whole path, such as /data/logs or ~/logs.`);
    return paths;
  }

  function forgetOldest(): void {
    const ended = [...intakes.values()].filter(({ state }) => state.endedAt !== null);
    for (const { state } of ended.slice(0, Math.max(0, ended.length - keptEnded))) intakes.delete(state.id);
  }

  return {
    importers: () => importers.map(({ name, title, reads }) => ({ name, title, reads })),
    preview({ paths: written, from, watch = false, columns }, signal) {
      const paths = whole(written);
      return new Promise((resolve, reject) => {
        const place = incoming === null ? null : join(incoming, nanoid(10));
        const thread = launchThread({ kind: 'preview', paths, from: from ?? null, watch, incoming: place, columns }, entry);
        previews.add(thread);
        const end = () => {
          previews.delete(thread);
          void thread.end().then(() => place !== null && rmSync(place, { recursive: true, force: true }));
        };
        signal?.addEventListener('abort', () => {
          end();
          reject(new StudioError('conflict', 'The preview was taken back.'));
        });
        thread.onGone((sentence) => reject(new StudioError('failed', sentence)));
        thread.onMessage((message) => {
          const event = message[message.length - 1];
          if (event.type === 'failed') reject(new StudioError(event.code, event.sentence, { cause: event.details }));
          if (event.type === 'preview') {
            const known = knownOf(store, event.preview.runs);
            const runs = event.preview.runs.map(({ key, ...run }) => ({ ...run, known: known.get(run.importer)?.get(key)?.run ?? null }));
            resolve({ ...event.preview, runs });
          }
          end();
        });
      });
    },
    start({ paths: written, from, watch = false, columns }) {
      const paths = whole(written);
      const id = nanoid(10);
      const ownFolder = incoming === null ? null : join(incoming, id);
      const intake = new Intake({ id, paths, watch, from: from ?? null, columns, store, now, announce, entry, incoming: ownFolder, held });
      intakes.set(intake.state.id, intake);
      forgetOldest();
      return intake.state;
    },
    list: () => [...intakes.values()].map(({ state }) => state).reverse(),
    get: (id) => known(id).state,
    async cancel(id) {
      const intake = known(id);
      await intake.cancel();
      return intake.state;
    },
    settled: (id) => known(id).settled,
    async close() {
      await Promise.all([...previews].map((thread) => thread.end()));
      await Promise.all([...intakes.values()].map((intake) => intake.cancel()));
    },
  };
}
