import { useSearchParams } from 'wouter';
import type { Sorting } from './column-head.tsx';

/** What the address keeps of this page: a link restores query, order and the run under the cursor. */
export function usePageState() {
  const [search, setSearch] = useSearchParams();
  const sorting: Sorting = {
    sort: search.get('sort') ?? 'createdAt',
    order: search.get('order') === 'ascending' ? 'ascending' : 'descending',
  };
  const archived: 'yes' | 'no' = search.get('archived') === 'yes' ? 'yes' : 'no';
  /** An empty value leaves the address. */
  const set = (values: Record<string, string> | Sorting) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(values)) {
          if (value === '' || (key === 'archived' && value === 'no')) next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  return { query: search.get('query') ?? '', sorting, archived, focused: search.get('run'), set };
}
