import { readFileSync } from 'node:fs';
import { exitCodes } from './exit-codes.ts';

/** A terminal, `timeout` or a process manager often sends one signal twice: to the group, and passed on by the parent. */
const samePress = 1000;
/** Every one that can be caught and asks to end; SIGBREAK is Windows' Ctrl-Break. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const;

/**
 * Heeds Ctrl-C, SIGTERM and the like: the first press calls `stop`, a later one ends this process at once. A terminal that goes away
 * (SIGHUP) also calls `stop` but is nobody's second press; under nohup it means nothing.
 * @returns what lets go of the signals
 */
export function heedInterrupt(stop: () => void, outlivesTerminal = isUnderNohup()): () => void {
  let since: number | null = null;
  const heed = (signal: NodeJS.Signals) => {
    if (signal === 'SIGHUP' && outlivesTerminal) return;
    if (since === null) {
      since = performance.now();
      stop();
    } else if (signal !== 'SIGHUP' && performance.now() - since > samePress) process.exit(exitCodes.interrupted);
  };
  for (const signal of signals) process.on(signal, heed);
  return () => {
    for (const signal of signals) process.off(signal, heed);
  };
}

/**
 * Node takes back at its start what nohup sets (SIGHUP ignored). What stays of GNU nohup on Linux is a standard input that can only be
 * written to.
 */
function isUnderNohup(): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1] ?? '0';
    return (Number.parseInt(flags, 8) & 3) === 1;
  } catch {
    return false;
  }
}
