import { join } from 'node:path';
import { workspaceAway } from '../store/explain.ts';
import { identityOf } from '../store/identity-of.ts';
import type { Store } from '../store/store.ts';
import type { Changes } from './runs.ts';

const every = 2000;

/** Looks every two seconds whether the workspace and its checkpoints are still where they were, and says so where that changes. */
export function watchWorkspace(store: Store, changes: Changes): { close(): void } {
  if (store.folder === ':memory:') return { close: () => {} };
  const root = join(store.folder, 'checkpoints');
  let seen = identityOf(root);

  function look(): void {
    let hasChanged = store.notices.set('workspace-away', store.isThere() ? null : workspaceAway(store.folder).message);
    const now = identityOf(root);
    if (now !== seen && (!store.isThere() || hasLooked())) {
      seen = now;
      hasChanged = true;
    }
    if (hasChanged) changes.announce({ run: null, kinds: ['notices'] });
  }

  /** A failing disk is looked at again the next time. */
  function hasLooked(): boolean {
    try {
      store.look();
      return true;
    } catch {
      return false;
    }
  }

  const timer = setInterval(look, every);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
