import type { ForkRun } from '../../shared/api/runs.ts';
import { StudioError } from '../../shared/errors.ts';
import type { BackendChoice } from '../../shared/backend-choice.ts';
import { type Environment, hasEnded, isLive, type Run } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Question } from '../../shared/trainer-protocol.ts';
import { openChanges } from './changes.ts';
import { forkConfig } from './fork-config.ts';
import { passes, persist, retryAfter } from './persist.ts';
import { openPlacing, type Plan } from './placing.ts';
import type { PlacedTrainer } from './executor.ts';
import type { Seat } from './places.ts';
import { openQueue } from './queue.ts';
import { openScheduling } from './scheduling.ts';
import type { GoOn } from '../../shared/schedule.ts';
import { readBeforeResume, refuseImported, refuseResume, takeBack } from './resuming.ts';
import { noCheckpoint, wholeCheckpoint } from './whole-checkpoint.ts';
import { measuringToken, noExtensions, type OpenRuns, type Runs } from './runs.ts';
import { noGpus, openSeating } from './seating.ts';
import { openSitting, type Sitting } from './sitting.ts';
import { hashesIn, interruptionOf, nameOf, startFailure } from './said-of-runs.ts';
import { startTidying } from './tidying.ts';
import { choiceOf } from './where-from.ts';
import { watchWorkspace } from './watch-workspace.ts';
import { openWorkbench } from './workbench.ts';

/** How long a trainer may take to end with a checkpoint: one step of a large network on a slow backend. */
const stopWithin = 120_000;
const closeWithin = 30_000;
/** Small networks are measured in less; a process that is started anew costs about as much. */
const gaugePatience = 1500;

/** Handed to another queue in one turn: each is a write of its own, and others want to be answered. */
const mostAtOnce = 20;

export const openRuns: OpenRuns = (options) => {
  const { store, launchTrainer, now, resolve, today } = options;
  const { startQueued = true, gpus = noGpus, extensions = noExtensions, jobs = { version: 'unknown' } } = options;
  const changes = openChanges(now);
  const queue = openQueue(() => scheduling.onward().map(({ run }) => run));
  const placing = openPlacing({ store, changes, now, launchTrainer, jobs });
  const sittings = new Map<string, Sitting>();
  const seating = openSeating(gpus);
  const choices = new Map<string, BackendChoice>();
  const endings = new Map<string, ((run: Run) => void)[]>();
  const extensionsOf = (question: Question) => extensions.code(hashesIn(question));
  const workbench = openWorkbench(launchTrainer, { name: 'workbench', extensionsOf });
  /** Measures what configs cost, apart from the workbench: a step at paper scale may take minutes, and nobody else is to wait for it. */
  const gauge = openWorkbench(launchTrainer, {
    name: 'gauge',
    extensionsOf,
    backendOf: (question) => (question.kind === 'describe' ? question.config.backend : 'auto'),
    patience: gaugePatience,
  });
  const tidying = startTidying(store, changes);
  const watching = watchWorkspace(store, changes);
  const closing = new AbortController();
  /** Set while a run that could be launched waits for the store to take it. */
  let refill: NodeJS.Timeout | undefined;

  const scheduling = openScheduling({
    ...{ store, now, drivesAll: startQueued, stopMany, fillPlaces },
    hasTrainer: (run) => sittings.has(run),
    forkOf(id, ask) {
      const wanted = forkOf(id, ask);
      const plan = placing.planAgain(id);
      return () => bear(wanted, plan);
    },
    enlist: (run) => enlist(run, 'queue'),
    announce: (ids) => changes.announceMany(ids, ['run']),
  });

  for (const run of store.runs.withStatus('starting', 'running', 'paused', 'stopping')) takeUp(run);
  if (startQueued) {
    const found = store.runs.withStatus('queued').filter((run) => run.deletedAt === null);
    for (const run of found.sort((a, b) => a.number - b.number)) queue.add(run.id, 'queue');
  }
  changes.subscribe((change) => {
    if (!change.kinds.includes('settings')) return;
    choices.clear();
    fillPlaces();
  });
  if (startQueued && !seating.isOpen) askForGpus();
  fillPlaces();

  /** A trainer of this machine died with its studio; one in a cluster's queue goes on. */
  function takeUp(run: Run): void {
    const adopted = placing.adopt(run);
    if (adopted === null) persist(() => interrupt(run), closing.signal);
    else if (adopted === 'queued') queue.add(run.id, 'now');
    else sit(run.id, null, adopted);
  }

  /** What the driver tells may be heard after the studio was closed. */
  function askForGpus(): void {
    const asked = gpus.refresh();
    if (asked === null) fillPlaces();
    else void asked.then(fillPlaces);
  }

  function fillPlaces(): void {
    if (closing.signal.aborted) return;
    clearTimeout(refill);
    try {
      scheduling.turn();
      handElsewhere();
      if (!seating.isOpen) {
        if (queue.waiting().length > 0) askForGpus();
        return;
      }
      const { concurrentRuns: each } = store.settings.get();
      const full = new Set<BackendChoice>();
      for (const id of queue.waiting()) {
        if (placing.isElsewhere(id)) continue;
        const choice = choiceIn(id);
        if (choice === null || full.has(choice)) continue;
        const seat = seating.take(id, choice, { each });
        if (seat === null) full.add(choice);
        else if (queue.has(id)) launch(id, seat);
        else {
          goOn(scheduling.onward().find(({ run }) => run === id)!, seat);
          // Who goes on next is decided anew with every place.
          fillPlaces();
          return;
        }
      }
    } catch {
      // A full or failing disk: who is next keeps its place until the store takes it.
      refill = setTimeout(fillPlaces, retryAfter);
    }
  }

  /** Those need no place here. */
  function handElsewhere(): void {
    for (const decision of scheduling.onward()) if (!placing.planAgain(decision.run).executor.isHere) goOn(decision, null);
    const some = queue.waiting().filter(placing.isElsewhere);
    for (const id of some.slice(0, mostAtOnce)) launch(id, null);
    if (some.length > mostAtOnce) refill = setTimeout(fillPlaces, 0);
  }

  /** What a queued run wants; null where it was deleted for good. Looked up once: the queue may be long. */
  function choiceIn(id: string): BackendChoice | null {
    const run = choices.has(id) ? null : store.runs.get(id);
    if (run !== null) choices.set(id, choiceOf(store, run));
    return choices.get(id) ?? null;
  }

  /**
   * One trainer a run: where the last one is still leaving, `settle` finds the run queued when it has gone.
   * What the store refuses is thrown, and leaves the run where it was in the queue.
   */
  function launch(id: string, seat: Seat | null): void {
    if (closing.signal.aborted) return;
    if (!sittings.has(id)) sit(id, seat);
    queue.remove(id);
    choices.delete(id);
  }

  /** A run that rests is sent further; where the store refuses, it rests on. */
  function goOn({ run, until }: GoOn, seat: Seat | null): void {
    try {
      placed(placing.planAgain(run), () => store.runs.update(run, { until }));
      launch(run, seat);
      scheduling.gone(run);
    } catch (error) {
      seating.leave(run);
      throw error;
    }
  }

  function launchBeyond(id: string): void {
    if (placing.isElsewhere(id)) {
      launch(id, null);
      return;
    }
    const seat = seating.take(id, choiceOf(store, known(id)), { each: store.settings.get().concurrentRuns, beyond: true });
    launch(id, seat!);
  }

  /** Beyond the places; where the store refuses, it waits for one like any other. */
  function launchWaiting(id: string): void {
    try {
      if (queue.has(id)) launchBeyond(id);
    } catch {
      // It is still in the queue.
    }
  }

  /** `seat` null where it takes none of this machine; `adopted` gives the trainer that it has already. */
  function sit(id: string, seat: Seat | null, adopted?: () => PlacedTrainer): void {
    try {
      const executor = placing.of(id);
      const run = known(id);
      const onReady = ({ backend }: Environment) => {
        seating.settle(id, backend);
        fillPlaces();
      };
      const sitting = openSitting({
        run,
        store,
        changes,
        launchTrainer: adopted ?? ((as) => executor.launch(run, as)),
        isHere: executor.isHere,
        isAdopted: adopted !== undefined,
        now,
        gpu: seat?.gpu ?? null,
        onReady,
        onObstacle: tellObstacle,
        extensions: adopted === undefined ? extensions.code(run.config.extensions) : [],
      });
      sittings.set(id, sitting);
      sitting.over.then(() => depart(id));
    } catch (error) {
      seating.leave(id);
      if (passes(error)) throw error;
      update(id, { status: 'failed', sentence: startFailure(error), endedAt: now() });
      settle(id);
    }
  }

  function depart(id: string): void {
    sittings.delete(id);
    seating.leave(id);
    tellObstacle();
    persist(() => {
      settle(id);
      // Its memory is free again, and where the next run goes may depend on it.
      if (!closing.signal.aborted) askForGpus();
    }, closing.signal);
  }

  /** One sentence for the workspace, as long as any of its runs waits. */
  function tellObstacle(): void {
    const [sentence = null] = [...sittings.values()].flatMap(({ obstacle }) => obstacle ?? []);
    if (store.notices.set('waits', sentence)) changes.announce({ run: null, kinds: ['notices'] });
  }

  function settle(id: string): void {
    const run = store.runs.get(id);
    // Deleted for good meanwhile.
    if (run === null) return;
    // Resumed while its trainer was leaving: it has not ended after all.
    if (run.status === 'queued') enlist(run, 'now');
    if (!hasEnded(run.status)) return;
    if (run.status === 'interrupted') scheduling.lose(id);
    placing.forget(id);
    for (const tell of endings.get(id) ?? []) tell(run);
    endings.delete(id);
  }

  function interrupt(run: Run): void {
    const sentence = interruptionOf(run, store.checkpoints.at(run.id));
    update(run.id, { status: 'interrupted', sentence, endedAt: now() });
  }

  function update(id: string, change: Parameters<typeof store.runs.update>[1]): Run {
    const run = store.runs.update(id, change);
    changes.announce({ run: id, kinds: ['run'] });
    return run;
  }

  function known(id: string): Run {
    const run = store.runs.get(id);
    if (run === null) throw new StudioError('not-found', `There is no run ${id} in this workspace.`);
    return run;
  }

  /** A run whose trainer is still leaving joins the queue when that one has gone. */
  function enlist({ id, deletedAt }: Run, place: 'now' | 'queue'): void {
    if (deletedAt === null && !sittings.has(id)) queue.add(id, place);
  }

  function enqueue(id: string, place: 'now' | 'queue'): Run {
    enlist(known(id), place);
    changes.announce({ run: id, kinds: ['run'] });
    fillPlaces();
    return known(id);
  }

  /** The sitting of a run that trains now, or why the wish makes no sense. */
  function living(id: string, wish: string): Sitting {
    const run = known(id);
    const sitting = sittings.get(id);
    if (sitting !== undefined && isLive(run.status) && !sitting.isStopping) return sitting;
    throw new StudioError('conflict', `Run #${run.number} is ${run.status}; only a run that trains can be ${wish}.`);
  }

  function forkOf(id: string, ask: ForkRun): { parent: Run; checkpoint: { step: number; file: string }; config: RunConfig } {
    const parent = known(id);
    refuseImported(parent);
    const checkpoint = store.checkpoints.at(id, ask.step);
    if (checkpoint === null) throw noCheckpoint(store, parent, ask.step);
    return { parent, checkpoint, config: resolve(forkConfig({ ...parent, config: today(parent.config) }, checkpoint.step, ask)) };
  }

  function bear({ parent, checkpoint: { step }, config }: ReturnType<typeof forkOf>, plan: Plan): Run {
    extensions.keep(config.extensions);
    return placed(plan, () => {
      const created = store.runs.create({ name: config.name ?? `${parent.name} (fork)`, config, parent: { run: parent.id, step } });
      store.series.copy(parent.id, created.id, step);
      return store.runs.update(created.id, { step });
    });
  }

  /** A list of checkpoints says what reading one has shown. */
  function told<T>(run: string, reading: Promise<T>): Promise<T> {
    return reading.finally(() => changes.announce({ run, kinds: ['checkpoints'] }));
  }

  /** A run, and where it shall train, or neither. */
  function placed(plan: Plan, make: () => Run): Run {
    return store.together(() => {
      const run = make();
      placing.enlist(plan, [run.id]);
      return run;
    });
  }

  function removeMany(ids: string[]): string[] {
    const removed = store.runs.removeMany(ids);
    for (const id of removed) {
      queue.remove(id);
      sittings.get(id)?.stop({ within: stopWithin, sentence: () => 'Stopped because it was deleted.' });
    }
    changes.announceMany(removed, ['run', 'removed']);
    return removed;
  }

  function restoreMany(ids: string[]): string[] {
    const restored = store.runs.restoreMany(ids);
    scheduling.reconsider();
    for (const run of restored.map(known)) if (run.status === 'queued') enlist(run, 'queue');
    changes.announceMany(restored, ['run']);
    fillPlaces();
    return restored;
  }

  function stopMany(ids: string[], { isHeld = false } = {}): string[] {
    const waiting = ids.map(known).filter(({ status }) => status === 'queued');
    store.together(() => {
      const change = { status: 'stopped', sentence: 'Taken from the queue before it began.', endedAt: now() } as const;
      for (const { id, step, until } of waiting) store.runs.update(id, { ...change, until: until === null || isHeld ? until : step });
    });
    const left = waiting.map(({ id }) => id);
    for (const id of left) queue.remove(id);
    changes.announceMany(left, ['run']);
    for (const id of left) settle(id);
    const training = ids.filter((id) => sittings.has(id) && !hasEnded(known(id).status));
    for (const id of training) sittings.get(id)!.stop({ within: stopWithin, isHeld });
    return [...left, ...training];
  }

  const runs: Runs = {
    changes,
    create(config, { start = 'now', name, on } = {}) {
      extensions.keep(config.extensions);
      const plan = placing.plan(on);
      const made = placed(plan, () => store.runs.create({ name: name ?? nameOf(config), config, parent: null }));
      return enqueue(made.id, start);
    },
    createMany(configs, alongside, on) {
      const plan = placing.plan(on);
      for (const config of configs) extensions.keep(config.extensions);
      const made = store.together(() => {
        const created = configs.map((config) => store.runs.create({ name: nameOf(config), config, parent: null }));
        placing.enlist(
          plan,
          created.map(({ id }) => id),
        );
        alongside(created);
        return created;
      });
      const ids = made.map(({ id }) => id);
      for (const id of ids) queue.add(id, 'queue');
      changes.announceMany(ids, ['run']);
      fillPlaces();
      return ids.map(known);
    },
    start(id) {
      const run = known(id);
      if (run.status !== 'queued')
        throw new StudioError('conflict', `Run #${run.number} is ${run.status}; only a queued run can be started.`);
      const leaving = sittings.get(id);
      if (leaving === undefined) launchBeyond(id);
      else leaving.over.then(() => launchWaiting(id));
      return known(id);
    },
    pause(id) {
      const { whyNoPause } = placing.of(id);
      if (whyNoPause !== null) throw new StudioError('conflict', whyNoPause);
      living(id, 'paused').pause();
      return known(id);
    },
    continue(id) {
      const sitting = living(id, 'continued');
      if (!sitting.wantsPause) throw new StudioError('conflict', `Run #${known(id).number} is not paused.`);
      sitting.continue();
      return known(id);
    },
    checkpoint(id) {
      living(id, 'asked for a checkpoint').checkpoint();
      return known(id);
    },
    stop(id) {
      const run = known(id);
      if (stopMany([id]).length === 0) throw new StudioError('conflict', `Run #${run.number} is ${run.status}; there is nothing to stop.`);
      return known(id);
    },
    stopMany,
    schedules: scheduling,
    async checkResume(id, step) {
      refuseResume(known(id));
      extensions.code(known(id).config.extensions);
      await told(id, readBeforeResume(store, known(id), step));
    },
    resume(id, step, on) {
      refuseResume(known(id));
      const plan = on === undefined ? placing.planAgain(id) : placing.plan(on);
      extensions.code(known(id).config.extensions);
      if (step !== undefined) {
        takeBack(store, known(id), step, now());
        changes.announce({ run: id, kinds: ['points', 'distributions', 'samples', 'checkpoints', 'log'], step });
      }
      const { step: reached, until } = known(id);
      // By hand a run goes further than its schedule has sent it.
      const further = until !== null && reached >= until ? null : until;
      placed(plan, () => update(id, { status: 'queued', sentence: '', endedAt: null, until: further }));
      scheduling.reconsider();
      return enqueue(id, 'now');
    },
    async checkFork(id, ask) {
      const { parent, checkpoint, config } = forkOf(id, ask);
      const { sha256 } = await told(id, wholeCheckpoint(store, parent, checkpoint.step));
      const played = ({ recipe, dataset, params, extensions: own }: RunConfig) => JSON.stringify([recipe, dataset, params, own]);
      if (played(config) === played(parent.config)) return;
      // What keeps the workbench from saying would keep the run from starting as well, and is told there.
      const answer = await workbench.ask({ kind: 'fit', config, checkpoint: checkpoint.file, sha256 }).catch(() => null);
      if (answer !== null && answer.misfit !== null) throw new StudioError('conflict', answer.misfit);
    },
    fork(id, ask) {
      const child = bear(forkOf(id, ask), placing.plan(ask.on));
      return enqueue(child.id, ask.start ?? 'now');
    },
    remove(id) {
      known(id);
      removeMany([id]);
      return known(id);
    },
    restore(id) {
      known(id);
      restoreMany([id]);
      return known(id);
    },
    removeMany,
    restoreMany,
    ended(id) {
      const run = known(id);
      if (hasEnded(run.status) && !sittings.has(id)) return Promise.resolve(run);
      return new Promise((tell) => endings.set(id, [...(endings.get(id) ?? []), tell]));
    },
    wholeCheckpoint: (id, step) => told(id, wholeCheckpoint(store, known(id), step)),
    job: placing.job,
    probe: placing.probe,
    obstacle: (id) => sittings.get(id)?.obstacle ?? null,
    ask: (question, asked) => (question.kind === 'describe' ? gauge : workbench).ask(question, asked),
    measuring: () => gauge.progress(measuringToken),
    stopMeasuring: () => gauge.cancel(measuringToken),
    gpus: () => gpus.list() ?? [],
    async close() {
      closing.abort();
      clearTimeout(refill);
      const sentence = (step: number) => `Stopped at step ${step} because the studio was closed; resume it to go on.`;
      for (const sitting of sittings.values()) sitting.close({ within: closeWithin, sentence });
      const late = setTimeout(() => {
        for (const sitting of sittings.values()) sitting.abandon();
      }, closeWithin);
      await Promise.all([...[...sittings.values()].map(({ over }) => over), workbench.close(), gauge.close()]);
      clearTimeout(late);
      await placing.close();
      tidying.close();
      watching.close();
      changes.close();
    },
  };
  return runs;
};
