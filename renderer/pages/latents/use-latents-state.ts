import { useMemo, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type PageState, readState, writeState } from './page-words.ts';

/** The page's state is its address. */
export function useLatentsState(): { state: PageState; set: (part: Partial<PageState>) => void } {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const state = useMemo(() => readState(new URLSearchParams(search)), [search]);
  const latest = useRef(state);
  latest.current = state;
  const set = (part: Partial<PageState>) => {
    latest.current = { ...latest.current, ...part };
    const isStep = part.checkpoints !== undefined || part.mode !== undefined;
    navigate(`${path}?${writeState(latest.current)}`, { replace: !isStep });
  };
  return { state, set };
}
