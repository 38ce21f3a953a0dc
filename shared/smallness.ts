/** How long a value has been small beside what it was at first; plain JSON. */
export interface Smallness {
  /** Of the first values that were not 0: how many, and the sum of their logarithms. */
  count: number;
  logs: number;
  /** Their geometric mean, which one wild value hardly moves; null until there are enough. */
  scale: number | null;
  times: number;
  since: [step: number, value: number] | null;
}
export const smallness: Smallness = { count: 0, logs: 0, scale: null, times: 0, since: null };

/** So many points make the first scale, and so many on end are no accident: a loss of the game crosses 0 now and then. */
export const timesInARow = 50;

/** `since` is set once it has been small for long enough. */
export function scaleOf(
  before: Smallness,
  { step, value, share, nothing }: { step: number; value: number; share: number; nothing: number },
): { next: Smallness; since: Smallness['since'] } {
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return { next: { ...before, times: 0, since: null }, since: null };
  const isFirst = before.count < timesInARow;
  const count = before.count + Number(isFirst);
  const logs = isFirst ? before.logs + Math.log(Math.max(size, nothing)) : before.logs;
  const scale = count < timesInARow ? null : Math.exp(logs / count);
  // While the scale is being made, only what is nothing by any scale is small.
  const isSmall = size < nothing || (!isFirst && scale !== null && size < share * scale);
  const times = isSmall ? before.times + 1 : 0;
  const since = isSmall ? (before.since ?? ([step, value] as [number, number])) : null;
  return { next: { count, logs, scale, times, since }, since: times >= timesInARow ? since : null };
}
