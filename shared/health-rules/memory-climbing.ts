import type { HealthRule } from '../health-rule.ts';

/** Samples in a block, of which the lowest counts: garbage that waits to be collected is no leak. */
const block = 10;
const blocks = 6;
const growth = { share: 0.2, mebibytes: 100 };

interface Climb {
  /** Lowest of each full block, oldest first. */
  lows: [step: number, value: number][];
  count: number;
  low: [step: number, value: number] | null;
}

/**
 * What a training holds between two steps does not grow: a process whose lowest memory rises block after block keeps what it should let
 * go, and will end by running out. At a sample each five seconds this takes five minutes; buffers that are made once do not rise six times on end.
 */
export const memoryClimbing: HealthRule<Climb> = {
  name: 'memory climbing',
  help: 'The memory of the process that trains rises steadily: it will run out of it.',
  definition: `The lowest memory of the process in ${block} samples rises ${blocks - 1} times on end, by ${growth.share * 100} % and ${growth.mebibytes} MiB or more together.`,
  of: 'process',
  subjectOf: ({ type, key }) => (type === 'points' && key === 'system/process-memory' ? key : null),
  start: { lows: [], count: 0, low: null },
  see(state, seen) {
    if (seen.type !== 'points' || !Number.isFinite(seen.value)) return { state };
    const { key, step, value } = seen;
    const low: [number, number] = state.low === null || value < state.low[1] ? [step, value] : state.low;
    if (state.count + 1 < block) return { state: { ...state, count: state.count + 1, low } };
    const last = state.lows.at(-1);
    const lows = last !== undefined && low[1] > last[1] ? [...state.lows, low].slice(-blocks) : [low];
    const next = { lows, count: 0, low: null };
    const [first, now] = [lows[0], low];
    const risen = now[1] - first[1];
    if (lows.length < blocks || risen < growth.mebibytes || risen < growth.share * first[1]) return { state: next };
    return {
      state: next,
      found: {
        sentence: `The memory of the trainer rose from ${Math.round(first[1])} MiB at step ${first[0]} to ${Math.round(now[1])} MiB at step ${now[0]}, without ever falling back.`,
        evidence: [{ kind: 'series', key, points: lows }],
      },
    };
  },
};
