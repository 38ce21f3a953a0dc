import type { Executor, ExecutorParts } from '../executor.ts';
import { local } from './local.ts';
import { slurm } from './slurm.ts';

export const executors: ((parts: ExecutorParts) => Executor)[] = [local, slurm];
