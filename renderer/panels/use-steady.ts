import { useRef } from 'react';

/** The same array as long as its members are the same, so that what hangs on it is worked out only when one changes. */
export function useSteady<T>(list: T[]): T[] {
  const kept = useRef(list);
  const isSame = kept.current.length === list.length && list.every((item, i) => item === kept.current[i]);
  if (!isSame) kept.current = list;
  return kept.current;
}
