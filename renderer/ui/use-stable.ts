import { useLayoutEffect, useRef, useState } from 'react';

/** One object for as long as the component lives, whose functions do what the newest ones do: what takes it need not be drawn anew. */
export function useStable<Deeds extends object>(deeds: Deeds): Deeds {
  const latest = useRef(deeds);
  useLayoutEffect(() => {
    latest.current = deeds;
  });
  const [stable] = useState(() => {
    const entries = Object.keys(deeds).map((key) => [
      key,
      (...values: unknown[]) => (latest.current as Record<string, (...values: unknown[]) => unknown>)[key](...values),
    ]);
    return Object.fromEntries(entries) as Deeds;
  });
  return stable;
}
