/** Something that takes `bytes` from one entry of a tape to another, both included. */
export interface Life {
  bytes: number;
  from: number;
  to: number;
}

export interface MemoryPlan {
  /** Where each life lies, at multiples of 64. */
  offsets: number[];
  bytes: number;
}

/** A place for each, so that no two that live at the same time overlap: always into the smallest gap that holds it. */
export function planMemory(lives: Life[]): MemoryPlan {
  const offsets = new Array<number>(lives.length).fill(0);
  const starting = [...lives.keys()].sort((one, other) => lives[one]!.from - lives[other]!.from);
  const ending = [...lives.keys()].sort((one, other) => lives[one]!.to - lives[other]!.to);
  let gaps: { start: number; end: number }[] = [];
  let bytes = 0;
  let ended = 0;
  for (const life of starting) {
    const { from } = lives[life]!;
    for (; ended < ending.length && lives[ending[ended]!]!.to < from; ended += 1) {
      const gone = ending[ended]!;
      gaps = joined(gaps, { start: offsets[gone]!, end: offsets[gone]! + sizeOf(lives[gone]!) });
    }
    const wanted = sizeOf(lives[life]!);
    const fitting = gaps.filter(({ start, end }) => end - start >= wanted);
    const gap = fitting.reduce<(typeof gaps)[0] | null>(
      (best, next) => (best !== null && widthOf(best) <= widthOf(next) ? best : next),
      null,
    );
    if (gap === null) {
      // The last gap may reach the end: then only what is missing is added.
      const last = gaps.at(-1);
      const start = last?.end === bytes ? last.start : bytes;
      if (start !== bytes) gaps.pop();
      offsets[life] = start;
      bytes = start + wanted;
    } else {
      offsets[life] = gap.start;
      gap.start += wanted;
      if (gap.start === gap.end) gaps.splice(gaps.indexOf(gap), 1);
    }
  }
  return { offsets, bytes };
}

function sizeOf({ bytes }: Life): number {
  return 64 * Math.max(1, Math.ceil(bytes / 64));
}

function widthOf({ start, end }: { start: number; end: number }): number {
  return end - start;
}

/** Gaps in their order, those that touch made one. */
function joined(gaps: { start: number; end: number }[], more: { start: number; end: number }): { start: number; end: number }[] {
  const after = gaps.findIndex(({ start }) => start > more.start);
  const at = after === -1 ? gaps.length : after;
  const [before, next] = [gaps[at - 1], gaps[at]];
  const start = before?.end === more.start ? before.start : more.start;
  const end = next?.start === more.end ? next.end : more.end;
  return [...gaps.slice(0, start === more.start ? at : at - 1), { start, end }, ...gaps.slice(end === more.end ? at : at + 1)];
}
