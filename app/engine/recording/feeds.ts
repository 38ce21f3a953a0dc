import type { PlayWatch, Source } from '../dealing/deal.ts';
import type { Numbers } from '../tensor-data.ts';

/** What one play was fed, in order. */
export interface FeedWatch extends PlayWatch {
  sources: Source[];
  /** What each source gave this time. */
  arrays: Numbers[];
  choices: Choice[];
  /** Which source gave this very array; null where none did. */
  placeOf(numbers: Numbers | null): number | null;
}
export interface Choice {
  choose(step: number): unknown;
  chosen: unknown;
}

export function watchFeeds(): FeedWatch {
  const places = new Map<Numbers, number>();
  const watch: FeedWatch = {
    sources: [],
    arrays: [],
    choices: [],
    fed(numbers, source) {
      places.set(numbers, watch.sources.length);
      watch.sources.push(source);
      watch.arrays.push(numbers);
    },
    chose: (choose, chosen) => watch.choices.push({ choose, chosen }),
    placeOf: (numbers) => (numbers === null ? null : (places.get(numbers) ?? null)),
  };
  return watch;
}
