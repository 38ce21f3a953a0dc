import { rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { AskImport, ImportState } from '../../shared/api/imports.ts';
import type { Change } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import { shownPlainly } from '../../shared/run-name.ts';
import type { Store, TakenPart } from '../store/store.ts';
import { Counting, Tally } from './preview.ts';
import type { FoundEntry, ThreadEvent, ThreadMessage } from './protocol.ts';
import { plainFacts } from './plain-facts.ts';
import { launchThread, type Thread } from './thread.ts';

export interface IntakeOptions {
  id: string;
  paths: string[];
  watch: boolean;
  from: string | null;
  columns?: AskImport['columns'];
  store: Store;
  now: () => number;
  announce(change: { run: string | null; kinds: Change['kinds']; step?: number | null }): void;
  entry: string | undefined;
  incoming: string | null;
  /** Runs that an import is taking in, or watches: importer and key, and which. */
  held: Map<string, string>;
}

interface Taken {
  entry: FoundEntry;
  /** Its run; null before anything of it was stored. */
  run: string | null;
  isNew: boolean;
  /** Gone from the workspace meanwhile, or another import's. */
  isLost: boolean;
  /** Of its files, as far as is known. */
  bytes: number;
}
type Kinds = Change['kinds'];
type Announced = Parameters<IntakeOptions['announce']>[0];

const mostAdded = 1000;
const takenElsewhere = 'Another import is taking it in at this moment.';

/** One import from its beginning to its end: takes what its thread reads into the store. */
export class Intake {
  readonly settled: Promise<ImportState>;
  private readonly options: IntakeOptions;
  private readonly thread: Thread;
  private readonly runs: Taken[] = [];
  private readonly tally = new Tally();
  private readonly counting = new Counting();
  private readonly queue: ThreadMessage[] = [];
  /** Runs that nobody sees yet. */
  private fresh: string[] = [];
  /** Said when what it says is in the store. */
  private told: Announced[] = [];
  private revealed: string[] = [];
  private readonly seen = new Set<string>();
  private readonly read = new Map<number, number>();
  private readonly whole = new Set<number>();
  private progress: Omit<ImportState, 'counts' | 'leftOut'>;
  private settle!: (state: ImportState) => void;
  private working: Promise<void> = Promise.resolve();
  private isWorking = false;

  constructor(options: IntakeOptions) {
    const { id, paths, watch, from, columns, now, entry, incoming } = options;
    this.options = options;
    this.settled = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.progress = {
      ...{ id, paths, watch, state: 'looking', sentence: '', startedAt: now(), endedAt: null },
      ...{ runs: { found: 0, done: 0, added: 0, continued: 0 }, bytes: { read: 0, of: 0 }, added: [] },
    };
    this.thread = launchThread({ kind: 'import', paths, from, watch, incoming, columns }, entry);
    this.thread.onMessage((message) => {
      if (this.progress.endedAt !== null) return;
      this.queue.push(message);
      if (!this.isWorking) this.working = this.work();
    });
    this.thread.onGone((sentence) => {
      if (sentence !== '') void this.fail(sentence);
    });
  }

  get state(): ImportState {
    return { ...this.progress, counts: this.counting.counts(), leftOut: this.tally.entries() };
  }

  async cancel(): Promise<void> {
    if (this.progress.endedAt !== null) return;
    const isWatch = this.progress.state === 'watching';
    this.end(
      isWatch ? 'done' : 'cancelled',
      isWatch ? 'It is watched no longer; what came in stays.' : 'Cancelled: nothing of what was new stays.',
    );
    await this.cleared();
  }

  private async fail(sentence: string): Promise<void> {
    if (this.progress.endedAt !== null) return;
    this.end('failed', sentence);
    await this.cleared();
  }

  private end(state: ImportState['state'], sentence: string): void {
    Object.assign(this.progress, { state, sentence, endedAt: this.options.now() });
    this.queue.length = 0;
  }

  /** Whoever adds its runs from now on has them. */
  private release(): void {
    const { held, id } = this.options;
    for (const [key, holder] of held) if (holder === id) held.delete(key);
  }

  /** Ends the thread, and forgets in slices what it left hidden. */
  private async cleared(): Promise<void> {
    const { store, incoming } = this.options;
    await this.thread.end();
    await this.working;
    while (store.imports.drop(this.fresh)) await setImmediate();
    this.release();
    if (incoming !== null) rmSync(incoming, { recursive: true, force: true });
    this.options.announce({ run: null, kinds: ['imports'] });
    this.settle(this.state);
  }

  /** One message after another in a transaction each, and a turn for everybody else after it. */
  private async work(): Promise<void> {
    this.isWorking = true;
    for (let message = this.queue.shift(); message !== undefined; message = this.queue.shift()) {
      const events = message;
      try {
        const isEnd = events.some(({ type }) => type === 'through');
        this.told = [];
        this.revealed = [];
        this.options.store.imports.together(
          () => {
            for (const event of events) this.hear(event);
          },
          isEnd || events.some((event) => this.isNewlyWhole(event)),
        );
        this.say();
        this.thread.order({ type: 'taken' });
        if (isEnd) this.through();
      } catch (error) {
        void this.fail(error instanceof Error ? error.message : String(error));
      }
      await setImmediate();
    }
    this.isWorking = false;
  }

  /** What is stored now is announced, and seen. */
  private say(): void {
    const shown = new Set(this.revealed);
    this.fresh = this.fresh.filter((run) => !shown.has(run));
    for (const change of this.told) this.options.announce(change);
  }

  private isNewlyWhole(event: ThreadEvent): boolean {
    return event.type === 'whole' && this.progress.state === 'watching' && !this.whole.has(event.run);
  }

  private hear(event: ThreadEvent): void {
    switch (event.type) {
      case 'found':
        this.begin(event);
        break;
      case 'parts':
        this.take(event);
        break;
      case 'left-out':
        this.tally.add(event.leftOut);
        if (this.progress.state === 'watching') this.told.push({ run: null, kinds: ['imports'] });
        break;
      case 'whole':
        this.finish(event.run);
        break;
      case 'through':
        this.reveal();
        break;
      case 'failed':
        throw new StudioError(event.code, event.sentence, { cause: event.details });
    }
  }

  private begin({ first, runs, leftOut }: Extract<ThreadEvent, { type: 'found' }>): void {
    const { store } = this.options;
    for (const one of leftOut) this.tally.add(one);
    const known = knownOf(store, runs);
    const positions: { run: number; position: unknown; isNew: boolean }[] = [];
    runs.forEach((entry, index) => {
      const place = first + index;
      const there = known.get(entry.importer)?.get(entry.key);
      const isFirst = !this.seen.has(nameOf(entry));
      const isLost = !this.hold(entry, there?.isIncoming ?? false);
      this.runs[place] = { entry, run: there?.run ?? null, isNew: there === undefined, isLost, bytes: entry.bytes };
      // Who adds a removed run again wants it back, also from another's watch.
      if (there?.isRemoved && (!isLost || isFirst)) store.runs.restore(there.run);
      if (isLost) return;
      positions.push({ run: place, position: there?.position ?? null, isNew: there === undefined });
      this.progress.bytes.of += entry.bytes;
    });
    this.progress.runs.found = this.seen.size;
    if (this.progress.state === 'looking') this.progress.state = 'reading';
    this.thread.order({ type: 'go', positions });
    if (first === 0 || positions.length > 0) this.told.push({ run: null, kinds: ['imports'] });
  }

  /** A run is taken in by one import at a time: two would both go on where it ended. @returns false where another has it */
  private hold(entry: FoundEntry, isIncoming: boolean): boolean {
    const { held, id } = this.options;
    const name = nameOf(entry);
    const isMine = !isIncoming && (held.get(name) ?? id) === id;
    if (isMine) held.set(name, id);
    else if (!this.seen.has(name)) this.tally.add({ what: entry.source, why: takenElsewhere });
    this.seen.add(name);
    return isMine;
  }

  private take({ run: place, parts, position, bytes }: Extract<ThreadEvent, { type: 'parts' }>): void {
    const taken = this.runs[place];
    if (!taken.isLost) {
      this.store(taken, parts.map(plainPart), position);
      if (!taken.isLost) for (const part of parts) this.counting.add(part);
    }
    if (bytes !== null) this.moveOn(place, bytes);
  }

  private store(taken: Taken, parts: TakenPart[], position: unknown): void {
    const { store } = this.options;
    const { source } = taken.entry;
    taken.run ??= this.create(taken);
    if (taken.run === null) return;
    try {
      store.imports.take(taken.run, parts, position);
    } catch (error) {
      if (!(error instanceof StudioError && error.code === 'not-found' && store.runs.get(taken.run) === null)) throw error;
      taken.isLost = true;
      this.tally.add({ what: source, why: 'Its run was deleted from the workspace for good meanwhile.' });
      return;
    }
    const isSeen = !this.fresh.includes(taken.run);
    this.told.push(isSeen ? { run: taken.run, kinds: kindsOf(parts) } : { run: null, kinds: ['imports'] });
  }

  /** Null where another import was first. */
  private create(taken: Taken): string | null {
    const { importer, title, source, key, name } = taken.entry;
    const run = this.options.store.imports.create({
      name: shownPlainly(name).slice(0, 200) || title,
      origin: { importer, title, source, key },
    });
    if (run !== null) this.fresh.push(run);
    else {
      taken.isLost = true;
      this.tally.add({ what: source, why: takenElsewhere });
    }
    return run;
  }

  private moveOn(place: number, bytes: number): void {
    const taken = this.runs[place];
    // Written on meanwhile.
    if (bytes > taken.bytes) {
      this.progress.bytes.of += bytes - taken.bytes;
      taken.bytes = bytes;
    }
    this.progress.bytes.read += bytes - (this.read.get(place) ?? 0);
    this.read.set(place, bytes);
  }

  private finish(place: number): void {
    const taken = this.runs[place];
    if (taken.isLost) return;
    // Nothing was in it: a run all the same.
    if (taken.run === null) this.store(taken, [], undefined);
    if (taken.isLost) return;
    if (!this.whole.has(place)) {
      this.whole.add(place);
      this.progress.runs.done += 1;
      if (taken.isNew) this.progress.runs.added += 1;
      else this.progress.runs.continued += 1;
      if (taken.isNew && this.progress.added.length < mostAdded) this.progress.added.push(taken.run!);
    }
    if (this.progress.state === 'watching') this.reveal();
  }

  private through(): void {
    const { found, added, continued } = this.progress.runs;
    const sentence = `${found === 1 ? '1 run' : `${found} runs`} found: ${added} new, ${continued} that ${continued === 1 ? 'was' : 'were'} there and went on.`;
    Object.assign(this.progress, { sentence, state: this.progress.watch ? 'watching' : 'done' });
    if (!this.progress.watch) this.progress.endedAt = this.options.now();
    if (!this.progress.watch) this.release();
    this.options.announce({ run: null, kinds: ['imports'] });
    this.settle(this.state);
  }

  private reveal(): void {
    const fresh = this.fresh.slice(this.revealed.length);
    if (fresh.length === 0) return;
    this.options.store.imports.reveal(fresh);
    this.revealed.push(...fresh);
    if (fresh.length <= 100) this.told.push(...fresh.map((run): Announced => ({ run, kinds: ['run'] })));
    else this.told.push({ run: null, kinds: ['run'] });
  }
}

/** What the workspace has of each, by the importer and its key. */
export function knownOf(store: Store, runs: readonly Pick<FoundEntry, 'importer' | 'key'>[]) {
  const keys = Map.groupBy(runs, ({ importer }) => importer);
  return new Map(
    [...keys].map(([name, of]) => [
      name,
      store.imports.known(
        name,
        of.map(({ key }) => key),
      ),
    ]),
  );
}

function nameOf({ importer, key }: FoundEntry): string {
  return `${importer} ${key}`;
}

function plainPart(part: TakenPart): TakenPart {
  return part.type === 'facts' ? { type: 'facts', facts: plainFacts(part.facts) } : part;
}

function kindsOf(parts: TakenPart[]): Kinds {
  const kinds = new Set<Kinds[number]>(['progress']);
  for (const { type } of parts) {
    if (type === 'points') kinds.add('points');
    else if (type === 'distribution') kinds.add('distributions');
    else if (type === 'sample') kinds.add('samples');
    else if (type === 'note') kinds.add('log');
    else if (type === 'cut') for (const kind of ['points', 'distributions', 'samples'] as const) kinds.add(kind);
    else kinds.add('run');
  }
  return [...kinds];
}
