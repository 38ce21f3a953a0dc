import type { TrainerEvent } from '../../shared/trainer-protocol.ts';
import { type Environment, isLive, type Run } from '../../shared/run.ts';
import type { BackendChoice } from '../../shared/backend-choice.ts';
import type { ExtensionCode } from '../../shared/extension.ts';
import type { Store } from '../store/store.ts';
import type { Mark, PlacedTrainer } from './executor.ts';
import { persist, retryAfter } from './persist.ts';
import { openRecorder } from './recorder.ts';
import type { Changes } from './runs.ts';
import { wantedThreads, whereFrom } from './where-from.ts';
import { type Departure, ownTrainer } from './trainer-process.ts';

/**
 * One sitting of a run: from the launch of its trainer to the trainer's departure. A run that is resumed has several.
 * It owns the run's status meanwhile; whatever happens to the trainer becomes a status and a sentence.
 */
export interface Sitting {
  pause(): void;
  continue(): void;
  checkpoint(): void;
  /** `sentence` replaces the trainer's own, of the step at which it ends; it is killed when it has not left `within` milliseconds. `isHeld`: its schedule has it go on when that is no longer held. */
  stop(options: { within: number; sentence?: (step: number) => string; isHeld?: boolean }): void;
  /** As stop, for good: what a full disk does not take soon after the trainer has left is not waited for. One that outlives the studio goes on. */
  close(options: { within: number; sentence: (step: number) => string }): void;
  /** Why nothing can be recorded at present, though the run waits for it; null where all is well. */
  readonly obstacle: string | null;
  readonly isStopping: boolean;
  readonly wantsPause: boolean;
  /** Resolves when the run has its end and the process is gone. */
  readonly over: Promise<void>;
  /** Gives up what waits until the store takes it. */
  abandon(): void;
}

export interface SittingOptions {
  run: Run;
  store: Store;
  changes: Changes;
  launchTrainer: (as: { name: string; backend: BackendChoice }) => PlacedTrainer;
  /** It trains on this machine; elsewhere it takes what it finds there. */
  isHere?: boolean;
  /** A trainer that an earlier studio launched goes on. */
  isAdopted?: boolean;
  now: () => number;
  /** The user's own files that it is made of. */
  extensions?: ExtensionCode[];
  /** Of several GPUs the one that it is given. */
  gpu?: number | null;
  /** Hears what the trainer computes on. */
  onReady?: (environment: Environment) => void;
  /** Hears that there is an obstacle, another one, or none any more. */
  onObstacle?: () => void;
}

/** How long a trainer may take to leave after its run has ended. */
const farewell = 10_000;
/** How long a closing studio tries to write, on a full disk, what its trainers left. */
const patience = 2 * retryAfter;
type EndStatus = 'finished' | 'stopped' | 'failed' | 'interrupted';
const tooSlow = 'The trainer did not stop in time and was ended; resuming goes on from the last checkpoint.';

export function openSitting(options: SittingOptions): Sitting {
  const {
    run,
    store,
    changes,
    launchTrainer,
    isHere = true,
    isAdopted = false,
    now,
    extensions = [],
    gpu = null,
    onReady,
    onObstacle,
  } = options;
  const id = run.id;
  const from = isAdopted ? null : whereFrom(store, run, isHere);
  let isStopping = isAdopted && run.status === 'stopping';
  let wantsPause = false;
  let hasEnded = false;
  /** A schedule leaves it where it stops. */
  let isAside = false;
  let stopSentence: ((step: number) => string) | undefined;
  /** Why nothing can be recorded any more. */
  let broken: string | null = null;
  let obstacle: string | null = null;
  const abandoned = new AbortController();
  // Time counts while the run is neither starting nor paused.
  let countedFrom: number | null = null;
  let trained = run.trainedFor;
  /** When what is heard was written, where it comes by way of a file. */
  let heardAt: number | null = null;
  const clock = () => heardAt ?? now();
  let environment = run.environment;

  // All that may be refused comes before the launch: nobody would end the trainer.
  const checkpointFolder = store.checkpoints.folder(id);
  if (!isAdopted) update({ status: 'starting', sentence: '', startedAt: run.startedAt ?? now(), endedAt: null });
  const transport = launchTrainer({ name: `#${run.number} ${run.name}`, backend: from?.backend ?? run.config.backend });
  transport.onWord?.(heedWord);
  const trainer = ownTrainer(transport, (event, mark?: Mark) => {
    recorder.take(event, mark);
    // Before its end is written: on a full disk that waits for room, the trainer need not.
    if (event.type === 'ended') trainer.stop(farewell);
  });
  const recorder = openRecorder({
    run: id,
    store,
    changes,
    acknowledge: (batch) => trainer.order({ type: 'acknowledge', batch }),
    trainedFor,
    onMark(time) {
      heardAt = time;
      // Taken up again in the middle of it.
      if (isAdopted && countedFrom === null && store.runs.get(id)?.status === 'running') countedFrom = time;
    },
    onEvent: heed,
    onFull: waitForRoom,
    onBroken: (error) => {
      broken = `What was measured could not be recorded: ${error instanceof Error ? error.message : String(error)}`;
      trainer.stop(farewell);
      try {
        end('failed', broken);
      } catch {
        // It is written when the trainer has left.
      }
    },
  });
  if (from !== null) {
    trainer.order({
      type: 'train',
      run: id,
      config: { ...run.config, backend: from.backend, threads: isHere ? wantedThreads(store, run.config) : run.config.threads },
      extensions,
      gpu,
      from: from.file,
      sha256: from.sha256,
      checkpointFolder,
      lineage: from.lineage,
      until: run.until,
      notBefore: Math.max(now(), run.createdAt, from.createdAt ?? 0),
    });
  }

  function heed(event: TrainerEvent): void {
    switch (event.type) {
      case 'reading':
        if (!isStopping) update({ sentence: `Reading the data: ${event.files} of ${event.of} files.` });
        return;
      case 'ready':
        // What was recorded after the checkpoint is measured again, the same where the backend is deterministic.
        store.series.truncate(id, event.step === 0 ? -1 : event.step);
        countedFrom = clock();
        compareData(event.environment.data, event.step);
        environment = event.environment;
        update({ status: isStopping ? 'stopping' : 'running', environment: event.environment, step: event.step, sentence: '' });
        changes.announce({ run: id, kinds: ['points', 'distributions', 'samples'], step: event.step });
        onReady?.(event.environment);
        return;
      case 'paused':
        trained = trainedFor();
        countedFrom = null;
        if (!isStopping) update({ status: 'paused', trainedFor: trained, stepsPerSecond: null });
        return;
      case 'continued':
        countedFrom = clock();
        if (!isStopping) update({ status: 'running' });
        return;
      case 'waiting':
        waitForRoom(event.sentence);
        return;
      case 'left':
        trained = trainedFor();
        countedFrom = null;
        update({ trainedFor: trained, stepsPerSecond: null, ...(isStopping ? {} : { status: 'starting', sentence: leftSentence(event) }) });
        store.log.add(id, { time: clock(), step: event.step, level: 'info', sentence: leftSentence(event) });
        return;
      case 'ended':
        end(
          event.as,
          event.as === 'stopped' && stopSentence !== undefined ? stopSentence(event.step) : event.sentence,
          event.details === undefined ? null : { level: 'error', sentence: event.details },
        );
        return;
      default:
        return;
    }
  }

  /** A resume goes on bit for bit only where the files are those it began with. */
  function compareData(data: string | undefined, step: number): void {
    const before = environment?.data;
    if (step <= (run.parent?.step ?? 0) || before === undefined || data === before) return;
    const sentence = `The data is not what this run was trained on up to step ${step}: its files have changed since. What follows is learnt from other data.`;
    store.log.add(id, { time: clock(), step, level: 'warning', sentence });
    changes.announce({ run: id, kinds: ['log'] });
  }

  /** Why it does not train (yet): nothing that changes what it is. */
  function heedWord(sentence: string): void {
    const { status } = store.runs.get(id) ?? run;
    if (hasEnded || isStopping || !isLive(status)) return;
    try {
      update({ sentence });
    } catch {
      // On a full disk it is for the next time.
    }
  }

  /** The end and its lines in the log, or nothing: what the store refuses is tried again as a whole. */
  function end(status: EndStatus, sentence: string, details: Departure['printed'] = null): void {
    if (hasEnded) return;
    const time = clock();
    store.together(() => {
      const { step, until } = store.runs.update(id, { status, sentence, endedAt: time, trainedFor: trainedFor() });
      if (status === 'stopped' && isAside && until !== null) store.runs.update(id, { until: step });
      store.log.add(id, { time, step, level: status === 'failed' ? 'error' : 'info', sentence });
      if (details !== null) store.log.add(id, { time, step, ...details });
    });
    hasEnded = true;
    countedFrom = null;
    if (obstacle !== null) onObstacle?.();
    changes.announce({ run: id, kinds: ['run', 'log'] });
  }

  function waitForRoom(sentence: string | null): void {
    if (hasEnded) return;
    obstacle = sentence;
    onObstacle?.();
    try {
      if (!isStopping) update({ sentence: sentence === null ? '' : `${sentence} The run waits and goes on by itself when there is room.` });
    } catch {
      // The sentence itself found no room; whoever asks for the run hears it all the same.
    }
    changes.announce({ run: id, kinds: ['run'] });
  }

  function trainedFor(): number {
    return trained + (countedFrom === null ? 0 : Math.max(0, clock() - countedFrom));
  }
  function update(change: Parameters<Store['runs']['update']>[1]): void {
    store.runs.update(id, change);
    changes.announce({ run: id, kinds: ['run'] });
  }

  async function depart(): Promise<void> {
    const departure = await trainer.gone;
    await recorder.settled();
    recorder.close();
    await persist(() => conclude(departure), abandoned.signal);
  }

  /** A run whose end is not written is found as interrupted when the workspace is opened again. */
  function abandon(): void {
    abandoned.abort();
    recorder.close();
  }

  function stop({ within, sentence }: Parameters<Sitting['stop']>[0]): void {
    stopSentence = sentence;
    if (!isStopping && !hasEnded) {
      isStopping = true;
      // The trainer hears of it first: on a full disk the status finds no room, and the run must end all the same.
      trainer.stop(within);
      try {
        update({ status: 'stopping', sentence: '' });
      } catch {
        // What it ends as is written when there is room, or found as interrupted.
      }
      return;
    }
    trainer.stop(within);
  }

  /** The end of a run whose trainer left without one. */
  function conclude({ killed, sentence, printed, end: told }: Departure): void {
    if (hasEnded || told === 'detached') return;
    const step = store.runs.get(id)?.step;
    // It was deleted for good meanwhile.
    if (step === undefined) return;
    if (broken !== null) end('failed', broken, printed);
    else if (obstacle !== null) end('failed', `${obstacle} Resuming goes on from the last checkpoint.`, printed);
    else if (told !== undefined) {
      // Its place saw it end, later than the last that was heard of it.
      if (countedFrom !== null) trained = trainedFor();
      countedFrom = null;
      heardAt = null;
      end(told.as, told.as === 'stopped' ? (stopSentence?.(step) ?? told.sentence) : told.sentence, printed);
    } else if (killed) end('stopped', stopSentence?.(step) ?? tooSlow, printed);
    else end('failed', sentence, printed);
  }

  return {
    pause() {
      wantsPause = true;
      trainer.order({ type: 'pause' });
    },
    continue() {
      wantsPause = false;
      trainer.order({ type: 'continue' });
    },
    checkpoint: () => trainer.order({ type: 'checkpoint' }),
    stop(options) {
      isAside ||= options.isHeld !== true;
      stop(options);
    },
    close(options) {
      if (transport.detach !== undefined) transport.detach();
      else stop(options);
      void trainer.gone.then(() => setTimeout(abandon, patience).unref());
    },
    get obstacle() {
      return hasEnded ? null : obstacle;
    },
    get isStopping() {
      return isStopping;
    },
    get wantsPause() {
      return wantsPause;
    },
    abandon,
    over: depart(),
  };
}

function leftSentence({ signal, step }: Extract<TrainerEvent, { type: 'left' }>): string {
  const why = signal === 'TERM' ? 'Its node was wanted back' : 'Its time limit came near';
  return `${why}: left at step ${step} with a checkpoint.`;
}
