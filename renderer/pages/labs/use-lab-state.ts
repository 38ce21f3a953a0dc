import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Fields, readState, type StateOf, writeState } from './lab-words.ts';

const restMilliseconds = 200;

/**
 * A laboratory's state: at once on the screen, in the address when the hand rests (browsers refuse an address a frame).
 * `fields` is a constant of the laboratory.
 */
export function useLabState<F extends Fields>(fields: F): { state: StateOf<F>; set: (patch: Partial<StateOf<F>>) => void } {
  const text = useSearch();
  const [path, navigate] = useLocation();
  const [state, setState] = useState(() => readState(fields, new URLSearchParams(text)));
  const written = useRef(writeState(fields, state));
  useEffect(() => {
    const found = readState(fields, new URLSearchParams(text));
    const words = writeState(fields, found);
    if (words === written.current) return;
    written.current = words;
    setState(found);
  }, [fields, text]);
  useEffect(() => {
    const words = writeState(fields, state);
    if (words === written.current) return;
    const timer = setTimeout(() => {
      written.current = words;
      navigate(words === '' ? path : `${path}?${words}`, { replace: true });
    }, restMilliseconds);
    return () => clearTimeout(timer);
  }, [fields, state, path, navigate]);
  return { state, set: (patch) => setState((before) => ({ ...before, ...patch })) };
}
