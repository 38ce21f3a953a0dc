import type { Resources } from '../../../shared/placement.ts';
import type { Executor, ExecutorParts } from '../executor.ts';
import { type Cluster, openCluster } from '../slurm/cluster.ts';
import { lineTo } from '../slurm/line.ts';

/** Jobs of Slurm, on this machine or on others that are reached by ssh: a folder is the wire, and the studio may be closed meanwhile. */
export function slurm(parts: ExecutorParts): Executor {
  const { store, changes } = parts;
  const clusters = new Map<string, Cluster>();
  const troubles = new Map<string, string>();

  function clusterOf({ host = '' }: Resources): Cluster {
    const open = clusters.get(host) ?? openCluster(parts, lineTo(host), (sentence) => tell(host, sentence));
    clusters.set(host, open);
    return open;
  }
  const of = (run: string) => clusterOf(store.jobs.get(run)?.resources ?? {});

  function tell(host: string, sentence: string | null): void {
    if (sentence === null) troubles.delete(host);
    else troubles.set(host, sentence);
    const all = troubles.size === 0 ? null : [...troubles.values()].join(' ');
    if (store.notices.set('cluster', all)) changes.announce({ run: null, kinds: ['notices'] });
  }

  return {
    name: 'slurm',
    isHere: false,
    whyNoPause: 'A run in Slurm can’t be paused: it would hold its node. Stop it, and resume it later; that is exact.',
    enlist: (runs, resources) => clusterOf(resources).enlist(runs, resources),
    launch: (run, as) => of(run.id).launch(run, as),
    adopt: (run) => of(run.id).adopt!(run),
    probe: (resources) => clusterOf(resources).probe!(resources),
    trouble: (run) => of(run).trouble(run),
    forget: (run) => of(run).forget(run),
    async close() {
      await Promise.all([...clusters.values()].map((cluster) => cluster.close()));
    },
  };
}
