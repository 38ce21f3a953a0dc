import { assertNever } from '../../shared/assert-never.ts';
import type { ErrorCode } from '../../shared/errors.ts';

/** What the shell is told. */
export const exitCodes = {
  done: 0,
  /** The run failed or was interrupted, what is stored is damaged, or the studio met a fault. */
  failed: 1,
  /** A wrong option, or a config that makes no sense. */
  invalid: 2,
  notFound: 3,
  /** The workspace is open elsewhere, was written by a newer version, or is away. */
  workspace: 4,
  /** The run is in a state that does not allow it. */
  conflict: 5,
  /** This machine lacks something: a backend, a browser, disk space, a permission. */
  unavailable: 6,
  /** Ctrl-C, a closed terminal, SIGTERM: the run was stopped, with a checkpoint. */
  interrupted: 130,
} as const;

export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'invalid':
      return exitCodes.invalid;
    case 'not-found':
      return exitCodes.notFound;
    case 'workspace-locked':
    case 'workspace-newer':
    case 'workspace-away':
      return exitCodes.workspace;
    case 'conflict':
      return exitCodes.conflict;
    case 'unavailable':
    case 'disk-full':
    case 'forbidden':
      return exitCodes.unavailable;
    case 'failed':
    case 'damaged':
      return exitCodes.failed;
    default:
      return assertNever(code);
  }
}

export const exitCodesHelp = `Exit codes: 0 done · 1 the run failed · 2 wrong option or config · 3 not found · 4 workspace open elsewhere, newer or away ·
5 the run's state does not allow it · 6 this machine lacks something · 130 stopped by Ctrl-C or another signal, with a checkpoint`;
