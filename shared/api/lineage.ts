import type { Run } from '../run.ts';

/**
 * GET /api/runs/:id/lineage   → RunFamily   the run that all came from, and every run that was forked from it or from its forks (of runs that
 *        other tools logged: nested in it); parents before their children, else in the order of their numbers
 */
export interface RunFamily {
  members: RunMember[];
}
export interface RunMember extends Pick<Run, 'id' | 'number' | 'name' | 'status' | 'step' | 'color' | 'parent'> {
  /** 0 for the first of all. */
  depth: number;
}
