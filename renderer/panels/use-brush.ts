import { useCallback, useMemo } from 'react';
import { type Brush, readBrush, writeBrush } from '../charts/run-brush.ts';
import { useSearchState } from './page-view.ts';

/** What is brushed on a page; its address keeps it. */
export function useBrush(): [Brush, (brush: Brush) => void] {
  const [search, change] = useSearchState();
  const text = search.get('brush') ?? '';
  const brush = useMemo(() => readBrush(text), [text]);
  const onBrush = useCallback(
    (next: Brush) =>
      change((now) => {
        const written = writeBrush(next);
        if (written === '') now.delete('brush');
        else now.set('brush', written);
        return now;
      }),
    [change],
  );
  return [brush, onBrush];
}
