import type { Store } from '../store/store.ts';
import type { Changes } from './runs.ts';

/** Lets the store seal full tails in the quiet after points came in, a slice a turn, so that nothing waits for it. */
export function startTidying(store: Store, changes: Changes): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const unsubscribe = changes.subscribe((change) => {
    if (timer !== undefined || !change.kinds.includes('points')) return;
    timer = setTimeout(slice, 1000);
    timer.unref();
  });

  function slice(): void {
    try {
      if (store.tidy()) {
        timer = setTimeout(slice, 5);
        timer.unref();
        return;
      }
    } catch {
      // A full disk: tails stay as they are, whole and readable, until the next time.
    }
    timer = undefined;
  }

  return {
    close() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
