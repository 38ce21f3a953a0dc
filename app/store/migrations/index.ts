import * as first from './0001-first.ts';
import * as sweeps from './0002-sweeps.ts';
import * as objectFiles from './0003-object-files.ts';
import * as imports from './0004-imports.ts';
import * as runValues from './0005-run-values.ts';
import * as tracking from './0006-tracking.ts';
import * as jobs from './0007-jobs.ts';
import * as schedules from './0008-schedules.ts';
import * as health from './0009-health.ts';

/** In order; the n-th brings a workspace from version n−1 to n. Never edited once shipped, only added to. */
export interface Migration {
  sql: string;
}
export const migrations: Migration[] = [first, sweeps, objectFiles, imports, runValues, tracking, jobs, schedules, health];
