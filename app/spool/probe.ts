import type { ClusterReport } from '../../shared/api/cluster.ts';

/** The files of a probe's folder. */
export const probeFiles = {
  /** A word of the studio's that the probe says again. */
  word: 'word',
  report: 'report.json',
  log: 'probe.log',
} as const;

/** What a compute node says of itself. */
export interface Probed extends Omit<ClusterReport, 'job' | 'isShared' | 'skewMilliseconds' | 'waitedMilliseconds' | 'missing'> {
  word: string;
  /** Its clock, beside the time that the file system gave a file written in that moment. */
  clock: { now: number; written: number };
}
