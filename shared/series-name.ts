import type { SeriesEntry } from './catalogue.ts';

/** How a series is called and what it means. */
export type SeriesWords = Omit<SeriesEntry, 'key'>;

/**
 * A series key as people read it. What an entry for many keys leaves open is said after its label: "Loss, critic" from `loss/*`,
 * "KL to the prior, encoder" where the star stands before the name. A key that nobody declared stands for itself.
 */
export function seriesName(entries: readonly SeriesEntry[], key: string): SeriesWords {
  const exact = entries.find((entry) => entry.key === key);
  if (exact) return exact;
  const wide = entries.find((entry) => openPart(entry.key, key) !== undefined);
  if (!wide) return { label: key, unit: '', help: '', better: null };
  return { ...wide, label: `${wide.label}, ${openPart(wide.key, key)!.replaceAll('/', ' ')}` };
}

/** What stands for the `*` at the end or the beginning of a pattern; undefined where the key is another. */
function openPart(pattern: string, key: string): string | undefined {
  if (pattern.endsWith('*') && key.startsWith(pattern.slice(0, -1))) return key.slice(pattern.length - 1);
  if (pattern.startsWith('*') && key.endsWith(pattern.slice(1))) return key.slice(0, key.length - pattern.length + 1);
  return undefined;
}
