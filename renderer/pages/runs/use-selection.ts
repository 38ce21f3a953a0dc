import { useRef, useState } from 'react';
import type { RunRow } from '../../../shared/api/runs.ts';

/** The selected runs by id. They stay selected while the list moves under them; a long way between two need not be on screen. */
export function useSelection(
  between: (from: number, to: number) => Promise<RunRow[]>,
  everything: () => Promise<RunRow[]>,
  indexOf: (id: string) => number,
) {
  const [selected, setSelected] = useState<ReadonlyMap<string, RunRow>>(new Map());
  /** Where a stretch begins: its line, and its run, which may have moved since. */
  const last = useRef<{ id: string; index: number } | null>(null);
  const toggle = async (row: RunRow, index: number, extend: boolean) => {
    const anchor = extend ? last.current : null;
    last.current = { id: row.id, index };
    if (anchor !== null) {
      const seen = indexOf(anchor.id);
      const from = seen < 0 ? anchor.index : seen;
      const runs = await between(Math.min(from, index), Math.max(from, index));
      setSelected((before) => new Map([...before, ...runs.map((run) => [run.id, run] as const)]));
      return;
    }
    const next = new Map(selected);
    if (!next.delete(row.id)) next.set(row.id, row);
    setSelected(next);
  };
  return {
    selected,
    toggle,
    clear: () => setSelected(new Map()),
    selectAll: async () => setSelected(new Map((await everything()).map((run) => [run.id, run]))),
  };
}
