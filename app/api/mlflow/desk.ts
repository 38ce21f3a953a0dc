import type { Changes } from '../../runs/runs.ts';
import type { Store } from '../../store/store.ts';

/** What the routes of MLflow's tracking stand on. */
export interface Desk {
  store: Store;
  announce: Changes['announce'];
  /** Where large files arrive before they are kept; null in a workspace without a disk. */
  incoming: string | null;
}
