import { useCallback, useMemo, useRef } from 'react';
import { type PlacedPanel, readArrangement, writeArrangement } from '../../panels/arrangement.ts';
import { panelKinds } from '../../panels/index.ts';
import { useSearchState } from '../../panels/page-view.ts';
import type { Ready } from './ready-views.ts';

const kinds = panelKinds.map(({ kind }) => kind);

export interface CompareState {
  ids: string[];
  /** Runs whose eye is closed. */
  off: Set<string>;
  panels: PlacedPanel[];
  setOff: (off: Set<string>) => void;
  setPanels: (panels: PlacedPanel[]) => void;
  /** Takes back the last change to the panels; false where there is none. */
  undo: () => boolean;
}

/** The runs that the address names. */
export function useComparedIds(): string[] {
  const [search] = useSearchState();
  const runs = search.get('runs') ?? '';
  return useMemo(() => listOf(runs), [runs]);
}

/** Runs, eyes and panels of the page, kept in its address; `usual` where it names no panels. */
export function useCompareState(ids: string[], usual: Ready): CompareState {
  const [search, change] = useSearchState();
  const hidden = search.get('off') ?? '';
  const text = search.get('panels');
  const off = useMemo(() => new Set(listOf(hidden)), [hidden]);
  // Moving a panel must not make a new panel of it, so ids live beside the address while the page is open.
  const known = useRef<{ text: string; panels: PlacedPanel[] } | null>(null);
  const panels = useMemo(() => {
    if (text !== null && known.current?.text === text) return known.current.panels;
    return text === null ? placed(usual) : readArrangement(text, kinds);
  }, [text, usual]);
  const past = useRef<string[]>([]);
  const put = useCallback(
    (values: Record<string, string>) =>
      change((now) => {
        for (const [key, value] of Object.entries(values)) {
          if (value === '' && key !== 'panels') now.delete(key);
          else now.set(key, value);
        }
        return now;
      }),
    [change],
  );
  const setPanels = useCallback(
    (next: PlacedPanel[]) => {
      past.current = [...past.current.slice(-49), writeArrangement(panels)];
      const line = writeArrangement(next);
      known.current = { text: line, panels: next };
      put({ panels: line });
    },
    [panels, put],
  );
  const undo = useCallback(() => {
    const before = past.current.pop();
    if (before === undefined) return false;
    known.current = null;
    put({ panels: before });
    return true;
  }, [put]);
  const setOff = useCallback((next: Set<string>) => put({ off: [...next].join(',') }), [put]);
  return { ids, off, panels, setOff, setPanels, undo };
}

let count = 0;
/** Panels with names of their own. */
export function placed(panels: Omit<PlacedPanel, 'id'>[]): PlacedPanel[] {
  return panels.map((panel) => {
    count += 1;
    return { ...panel, id: `new-${count}` };
  });
}

function listOf(text: string): string[] {
  return text.split(',').filter((entry) => entry !== '');
}
