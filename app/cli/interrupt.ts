import { exitCodes } from './exit-codes.ts';

/** A terminal, `timeout` or a process manager often sends one signal twice: to the group, and passed on by the parent. */
const samePress = 1000;

/**
 * Heeds Ctrl-C and SIGTERM: the first press calls `stop`, a later one ends this process at once.
 * @returns what lets go of the signals
 */
export function heedInterrupt(stop: () => void): () => void {
  let since: number | null = null;
  const heed = () => {
    if (since === null) {
      since = performance.now();
      stop();
    } else if (performance.now() - since > samePress) process.exit(exitCodes.interrupted);
  };
  process.on('SIGINT', heed);
  process.on('SIGTERM', heed);
  return () => {
    process.off('SIGINT', heed);
    process.off('SIGTERM', heed);
  };
}
