export type LegendOrder = 'given' | 'ascending' | 'descending';

export const nextOrder: Record<LegendOrder, LegendOrder> = { given: 'ascending', ascending: 'descending', descending: 'given' };

/** By value, what has none or is NaN last either way; equal ones as they were given. */
export function inOrder<T>(items: T[], read: (item: T) => number | undefined, order: LegendOrder): T[] {
  if (order === 'given') return items;
  const sign = order === 'ascending' ? 1 : -1;
  const rank = (item: T) => read(item) ?? Number.NaN;
  return [...items].sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  });
}
