import { join } from 'node:path';
import type { Order, TrainerEvent } from '../../../shared/trainer-protocol.ts';
import { readFrames } from '../../spool/frame.ts';
import { spool } from '../../spool/folder.ts';
import type { JobChange, JobRow, SpoolPosition } from '../../store/jobs.ts';
import type { PlacedExit, PlacedTrainer } from '../executor.ts';
import type { Looked } from './spool-side.ts';
import { fetchedCheckpoint } from './fetched-checkpoint.ts';
import type { Desk } from './desk.ts';
import type { JobState } from './states.ts';
import { type Ended, readWithLog, takenOut, unexplained, verdict } from './verdict.ts';

const first = 1 << 20;
/** Of what a job printed. */
const kept = 4000;
/** A file that was announced and is not there yet: a network file system is late. Looks, not milliseconds. */
const looksForFile = 30;

/** One stay of a run in the queue, from this studio's side: a trainer like any other, whose wire is a folder. */
export interface Job {
  readonly run: string;
  readonly trainer: PlacedTrainer;
  /** As it stands in the store. */
  row(): JobRow;
  /** Whether it is to be looked at as often as those that train. */
  readonly isActive: boolean;
  /** Whether the last look did not come to the end. */
  readonly hasMore: boolean;
  /** What to ask of its spool next; null while the recorder is behind. */
  asks(): { folder: string; position: SpoolPosition; most: number } | null;
  hear(looked: Looked): Promise<void>;
  /** What Slurm says of it; null where it knows nothing of it. */
  told(state: JobState | null): void;
  /** It will never be handed over: Slurm refused it. */
  refused(sentence: string): void;
}

export function openJob(desk: Desk, run: string): Job {
  const { store, changes, now, pace } = desk;
  let hearEvent: Parameters<PlacedTrainer['onEvent']>[0] = () => {};
  let hearExit: Parameters<PlacedTrainer['onExit']>[0] = () => {};
  let hearWord: Parameters<NonNullable<PlacedTrainer['onWord']>>[0] = () => {};
  let isGone = false;
  let isStopping = store.runs.get(run)?.status === 'stopping';
  let lastWord = '';
  let most = first;
  let hasMore = false;
  let missed = 0;
  /** Up to where events were handed to the recorder. */
  let given: SpoolPosition = positionOf(row());
  /** What its end would be, and since when nothing new has come. */
  let over: { verdict: Ended | { kind: 'anew' }; isFromQueue: boolean; since: number } | null = null;
  let orders = now();

  function row(): JobRow {
    return store.jobs.get(run)!;
  }
  function update(change: JobChange): void {
    store.jobs.update(run, change);
    changes.announce({ run, kinds: ['run'] });
  }
  const factsOf = (known: JobRow) => ({ row: known, step: stepNow(), isStopping });
  const stepNow = () => store.runs.get(run)?.step ?? 0;

  function leave(exit: Pick<PlacedExit, 'end'> & { stderr?: string }): void {
    if (isGone) return;
    isGone = true;
    desk.closed(run);
    hearExit({ code: 0, signal: null, stderr: '', ...exit });
  }

  function say(sentence: string): void {
    if (sentence === lastWord) return;
    lastWord = sentence;
    hearWord(sentence);
  }

  function post(order: Order): void {
    switch (order.type) {
      case 'train':
        desk.handOver(run, order);
        return;
      case 'stop':
        isStopping = true;
        stop();
        return;
      case 'checkpoint':
        tell(order);
        return;
      default:
        // The disk takes what is measured, whether the studio keeps up or not; pausing is refused before it comes here.
        return;
    }
  }

  /** A job that trains ends with a checkpoint of its own; one that waits has nothing to write. */
  function stop(): void {
    const { host, leftBy, job, state } = row();
    if (isGone) return;
    if (job === null && desk.takeBack(run)) {
      leave({ end: { as: 'stopped', sentence: takenOut } });
      return;
    }
    tell({ type: 'stop' });
    if (host === null || leftBy !== null || state === 'PENDING') desk.cancel(run);
  }

  function tell(order: Order): void {
    orders += 1;
    desk.order(row().folder, orders, order);
  }

  async function hear({ files, bytes }: Looked): Promise<void> {
    const { frames, taken } = readFrames(bytes, given.sequence);
    const asked = given;
    hasMore = bytes.length === most;
    if (frames.length > 0) most = first;
    else if (taken === 0 && bytes.length === most) most *= 2;
    for (const { sequence, time, event, end } of frames) {
      if (isGone) return;
      const position = { file: asked.file, offset: asked.offset + end, sequence };
      const heard = await prepared(event as TrainerEvent);
      if (heard === 'late') return;
      if (over !== null) over.since = now();
      given = position;
      hearEvent(heard, { time, position, alongside: alongside(heard, time) });
      if (heard.type === 'ended') {
        leave({});
        return;
      }
      if (!isRecorded()) return;
    }
    if (isGone) return;
    const next = files.find((file) => file > asked.file);
    // Listed before its tail was read: what an earlier start left half written is never finished.
    if (frames.length === 0 && next !== undefined && (bytes.length < most || taken === 0)) {
      given = { file: next, offset: 0, sequence: 0 };
      store.jobs.reach(run, given);
      hasMore = true;
      return;
    }
    if (frames.length === 0) await settle();
  }

  const isRecorded = () => {
    const { file, offset } = row();
    return file === given.file && offset === given.offset;
  };

  /** A checkpoint is fetched before it is heard of. */
  async function prepared(event: TrainerEvent): Promise<TrainerEvent | 'late'> {
    if (event.type !== 'checkpoint') return event;
    const fetched = await fetchedCheckpoint(desk, row(), event, missed >= looksForFile);
    missed = fetched === 'late' ? missed + 1 : 0;
    return fetched;
  }

  /** What the row learns of an event, in the transaction that records it. */
  function alongside(event: TrainerEvent, time: number): (() => void) | undefined {
    if (event.type === 'hello') {
      return () => {
        const { waited, waitsSince, requeues, host } = row();
        const waits = waitsSince === null ? 0 : Math.max(0, time - waitsSince);
        const begun = { host: event.host ?? '', job: event.job, state: 'RUNNING', reason: '', leftBy: null, waitsSince: null };
        update({ ...begun, waited: waited + waits, requeues: requeues + (host === null ? 0 : 1) });
        over = null;
        say('');
      };
    }
    if (event.type === 'left') return () => update({ leftBy: event.signal, waitsSince: time });
    return undefined;
  }

  function told(state: JobState | null): void {
    if (isGone) return;
    const known = row();
    if (state === null) {
      if (known.job !== null) over ??= { verdict: unexplained(factsOf(known)), isFromQueue: false, since: now() };
      return;
    }
    if (known.state !== state.state || known.reason !== state.reason) update({ state: state.state, reason: state.reason });
    const said = verdict(state, factsOf(known));
    if (said.kind === 'waits' || said.kind === 'trains') {
      over = null;
      if (said.kind === 'waits' && known.leftBy === null && known.host !== null && known.waitsSince === null) update({ waitsSince: now() });
      say(said.sentence);
      return;
    }
    if (over === null) over = { verdict: said, isFromQueue: true, since: now() };
    else over = { ...over, verdict: said, isFromQueue: true };
  }

  /** Nothing new has come: where Slurm says that the job is over, that is its end. */
  async function settle(): Promise<void> {
    if (over === null) return;
    const { leftBy, folder, job, host } = row();
    // An array's elements that were cancelled before they began are not told of any more.
    const isTakenOut = isStopping && host === null;
    const isLastWord = isTakenOut || (over.isFromQueue && (leftBy !== null || host === null));
    if (!isLastWord && now() - over.since < pace.grace) return;
    const claimant = await desk.side.tail(join(folder, spool.claim, spool.claimant), 100);
    if (isGone || over === null) return;
    if (claimant !== null && claimant !== '' && claimant !== job) {
      // Handed over twice, since the first answer was lost: the other one trains it.
      over = null;
      update({ job: claimant });
      return;
    }
    const { verdict: end } = over;
    over = null;
    if (end.kind === 'anew') {
      const step = stepNow();
      say(`The job ended at step ${step} and could not be put back into the queue; handed to Slurm anew.`);
      await desk.handOverAnew(run);
      return;
    }
    const log = (await desk.side.tail(join(folder, spool.log), kept)) ?? '';
    leave({ end: readWithLog(end, log, factsOf(row())), stderr: log });
  }

  return {
    run,
    row,
    told,
    hear,
    get isActive() {
      const { host, leftBy, state } = row();
      return state === 'RUNNING' || (host !== null && leftBy === null) || over !== null;
    },
    get hasMore() {
      return hasMore;
    },
    asks: () => (isGone || !isRecorded() ? null : { folder: row().folder, position: given, most }),
    refused: (sentence) => leave({ end: { as: 'failed', sentence } }),
    trainer: {
      pid: undefined,
      post,
      onEvent(listen) {
        hearEvent = listen;
        // What is ordered is written down or handed over; nobody needs to be awake for it.
        queueMicrotask(() => listen({ type: 'hello', pid: 0 }));
      },
      onExit: (listen) => {
        hearExit = listen;
      },
      onWord: (listen) => {
        hearWord = listen;
      },
      kill: () => desk.cancel(run),
      detach: () => leave({ end: 'detached' }),
    },
  };
}

function positionOf({ file, offset, sequence }: JobRow): SpoolPosition {
  return { file, offset, sequence };
}
