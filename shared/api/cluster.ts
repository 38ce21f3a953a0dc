import { z } from 'zod';
import { resources } from '../placement.ts';
import type { Gpu } from '../backend-choice.ts';
import type { BackendReport } from '../trainer-protocol.ts';

/**
 * POST /api/cluster/doctor AskCluster → ClusterReport   hands a probe to Slurm and waits for what it says, up to ten minutes
 */
export const askCluster = z.strictObject({
  profile: z.string().max(60).optional(),
  resources: resources.optional(),
});

/** What a compute node has. */
export interface ClusterReport {
  job: string;
  host: string;
  node: string;
  platform: string;
  cpu: string;
  /** Of the job. */
  cores: number;
  memoryBytes: number;
  backends: BackendReport[];
  gpus: Gpu[];
  /** Room for what is only needed while the job runs; null where none can be written. */
  scratch: { folder: string; freeBytes: number } | null;
  /** Whether the node sees the workspace's spool as this machine does. */
  isShared: boolean;
  /** Of the node's clock before this machine's, both against the file server's. */
  skewMilliseconds: number;
  waitedMilliseconds: number;
  /** What is missing and what to do about it. */
  missing: { what: string; how: string }[];
}
