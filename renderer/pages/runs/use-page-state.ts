import { useSearchParams } from 'wouter';
import { sortKeysOf } from '../../../shared/query/sorting.ts';
import { writeField } from '../../../shared/query/write.ts';
import { quietly, readFields } from '../../field-list.ts';
import type { Sorting } from './column-head.tsx';

/** What the address keeps of this page: a link restores query, order, groups and the run under the cursor. */
export function usePageState() {
  const [search, setSearch] = useSearchParams();
  const sortings = readSortings(search.get('sort') ?? '', search.get('order') === 'ascending' ? 'ascending' : 'descending');
  const archived: 'yes' | 'no' = search.get('archived') === 'yes' ? 'yes' : 'no';
  /** An empty value leaves the address. */
  const set = (values: Record<string, string>) =>
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
  /** Sorts by one column, or `extend`s what is sorted by already. */
  const sortBy = (sorting: Sorting, extend: boolean) => {
    const others = sortings.filter(({ sort }) => sort !== sorting.sort);
    const isKnown = others.length < sortings.length;
    const next = !extend ? [sorting] : isKnown ? sortings.map((was) => (was.sort === sorting.sort ? sorting : was)) : [...others, sorting];
    set({ sort: writeSortings(next), order: '' });
  };
  const group = readFields(search.get('group') ?? '');
  const isUsualOrder = search.get('sort') === null;
  return {
    query: search.get('query') ?? '',
    sortings,
    isUsualOrder,
    sortBy,
    group,
    archived,
    focused: search.get('run'),
    baseline: search.get('baseline'),
    set,
  };
}

export function writeSortings(sortings: readonly Sorting[]): string {
  return sortings.map(({ sort, order }) => `${sort} ${order === 'ascending' ? 'asc' : 'desc'}`).join(', ');
}

/** As the columns name their fields; what is no order is newest first. */
export function readSortings(text: string, usual: Sorting['order']): Sorting[] {
  const keys = quietly(() => sortKeysOf(text, usual));
  if (keys.length === 0) return [{ sort: 'created', order: usual }];
  return keys.map(({ field, order }) => ({ sort: writeField(field), order }));
}
