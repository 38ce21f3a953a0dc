import { useRef, useState } from 'react';
import type { RunRow } from '../../../shared/api/runs.ts';

/** The selected runs by id. They stay selected while the list moves under them. */
export function useSelection(rowAt: (index: number) => RunRow | undefined, everything: () => Promise<RunRow[]>) {
  const [selected, setSelected] = useState<ReadonlyMap<string, RunRow>>(new Map());
  const last = useRef<number | null>(null);
  const toggle = (row: RunRow, index: number, extend: boolean) => {
    const next = new Map(selected);
    if (extend && last.current !== null) {
      const [from, to] = [Math.min(last.current, index), Math.max(last.current, index)];
      for (let i = from; i <= to; i++) {
        const between = rowAt(i);
        if (between) next.set(between.id, between);
      }
    } else if (!next.delete(row.id)) next.set(row.id, row);
    last.current = index;
    setSelected(next);
  };
  return {
    selected,
    toggle,
    clear: () => setSelected(new Map()),
    selectAll: async () => setSelected(new Map((await everything()).map((run) => [run.id, run]))),
  };
}
