import type { DataBackend } from '../tensor-data.ts';
import type { TapePlayer } from './play.ts';
import type { Tape } from './tape.ts';

/**
 * What a backend can do better with a whole tape in hand than with one kernel after another. A tape made so is compared with the update it
 * was recorded from like any other; where it differs, the plain one is played.
 */
export interface TapeTools {
  /**
   * The same results by other entries: chains of kernels made one, kernels with more known beforehand. An entry may use the values of
   * entries before it and makes its own; new values get numbers from `tape.values` on, and constants it keeps go into
   * `tape.constants` (held by `incRef`). Uses and `frees` are counted after it.
   */
  rewrite?(tape: Tape): Tape;
  /** Plays it another way than play.ts, such as with every value at a place planned beforehand. */
  playerOf?(tape: Tape, backend: DataBackend): TapePlayer;
}

/** By tfjs's name of the backend; a backend that has some puts them here when it is opened. */
export const tapeTools: Partial<Record<string, TapeTools>> = {};
