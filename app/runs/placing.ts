import { StudioError } from '../../shared/errors.ts';
import type { ClusterReport } from '../../shared/api/cluster.ts';
import type { JobInfo, Placement, Resources } from '../../shared/placement.ts';
import type { Run } from '../../shared/run.ts';
import { type Executor, type ExecutorParts, type PlacedTrainer, resourcesOf } from './executor.ts';
import { executors as all } from './executors/index.ts';

/** Which run trains where. */
export interface Placing {
  /** Where a person wants it to train; left out: here. @throws StudioError invalid */
  plan(on: Placement | undefined): Plan;
  /** As it trained last. */
  planAgain(run: string): Plan;
  /** Inside the transaction that stores that these runs shall train. @throws StudioError unavailable */
  enlist(plan: Plan, runs: string[]): void;
  of(run: string): Executor;
  /** Whether another queue decides when it begins. */
  isElsewhere(run: string): boolean;
  /** The trainer that an earlier studio launched for it; null where there is none any more. */
  adopt(run: Run): (() => PlacedTrainer) | 'queued' | null;
  job(run: string): JobInfo | null;
  /** What a machine has where runs of this placement would train. @throws StudioError invalid, unavailable */
  probe(on: Placement): Promise<ClusterReport>;
  /** The run has its end. */
  forget(run: string): void;
  close(): Promise<void>;
}

export interface Plan {
  executor: Executor;
  resources: Resources;
}

export function openPlacing(parts: ExecutorParts): Placing {
  const { store } = parts;
  const executors = all.map((open) => open(parts));
  const here = executors.find(({ isHere }) => isHere)!;
  const named = (name: string) => executors.find((executor) => executor.name === name) ?? here;
  const elsewhere = new Map(store.jobs.open().map(({ run, executor }) => [run, named(executor)]));

  function plan(on: Placement | undefined): Plan {
    if (on === undefined) return { executor: here, resources: {} };
    const { profiles } = store.settings.get();
    const resources = resourcesOf(on, profiles);
    if (resources !== null) return { executor: named(on.executor), resources };
    const names = profiles.map(({ name }) => name);
    const there = names.length === 0 ? 'the settings have none' : `there are ${names.join(', ')}`;
    throw new StudioError('invalid', `There is no profile "${on.profile}"; ${there}.`, {
      issues: [{ path: 'on.profile', message: `There is no profile "${on.profile}".`, allowed: names.join(', ') }],
    });
  }

  return {
    plan,
    async probe(on) {
      const { executor, resources } = plan(on);
      if (executor.probe === null) throw new StudioError('invalid', 'That is this machine; ask for /api/doctor.');
      return executor.probe(resources);
    },
    planAgain(run) {
      const row = store.jobs.get(run);
      return row === null ? { executor: here, resources: {} } : { executor: named(row.executor), resources: row.resources };
    },
    enlist({ executor, resources }, runs) {
      executor.enlist(runs, resources);
      for (const run of runs) {
        if (executor.isHere) elsewhere.delete(run);
        else elsewhere.set(run, executor);
      }
    },
    of: (run) => elsewhere.get(run) ?? here,
    isElsewhere: (run) => elsewhere.has(run),
    adopt(run) {
      const executor = elsewhere.get(run.id);
      if (executor === undefined || executor.adopt === null) return null;
      const trainer = executor.adopt(run);
      return trainer === null ? 'queued' : () => trainer;
    },
    job(run) {
      const row = store.jobs.get(run);
      if (row === null) return null;
      const { executor, job, state, reason, host, requeues, waited, waitsSince, resources, over } = row;
      const trouble = over ? null : named(executor).trouble(run);
      const told = state === 'SPOOLED' ? '' : state;
      return { executor, job, state: told, reason, host, requeues, waited, waitsSince, trouble, resources, isOver: over };
    },
    forget(run) {
      elsewhere.get(run)?.forget(run);
      elsewhere.delete(run);
    },
    async close() {
      await Promise.all(executors.map((executor) => executor.close()));
    },
  };
}
