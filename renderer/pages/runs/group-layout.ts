import type { RunGroup } from '../../../shared/api/runs.ts';

/** Which line of the table each group begins at. */
export interface GroupLayout {
  groups: readonly RunGroup[];
  starts: number[];
  open: ReadonlySet<string>;
  total: number;
}

export function layGroups(groups: readonly RunGroup[], open: ReadonlySet<string>): GroupLayout {
  const starts: number[] = [];
  let total = 0;
  for (const group of groups) {
    starts.push(total);
    total += 1 + (open.has(group.where) ? group.count : 0);
  }
  return { groups, starts, open, total };
}

/** The group that a line is of, and which of its runs; −1 for the group's own line. */
export function groupAt({ groups, starts, total }: GroupLayout, line: number): { group: RunGroup; row: number } | undefined {
  if (line < 0 || line >= total) return undefined;
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= line) low = middle;
    else high = middle - 1;
  }
  return { group: groups[low], row: line - starts[low] - 1 };
}

/** The runs of unfolded groups that stand between two lines, by their places in the group. */
export function spansBetween(layout: GroupLayout, first: number, last: number): { where: string; from: number; to: number }[] {
  return layout.groups.flatMap((group, at) => {
    if (!layout.open.has(group.where)) return [];
    const from = Math.max(0, first - layout.starts[at] - 1);
    const to = Math.min(group.count - 1, last - layout.starts[at] - 1);
    return to >= from ? [{ where: group.where, from, to }] : [];
  });
}

/** The pages that hold them. */
export function rowsBetween(layout: GroupLayout, first: number, last: number, pageSize: number): { where: string; page: number }[] {
  return spansBetween(layout, first, last).flatMap(({ where, from, to }) => {
    const page = Math.floor(from / pageSize);
    return Array.from({ length: Math.floor(to / pageSize) - page + 1 }, (_, at) => ({ where, page: page + at }));
  });
}
