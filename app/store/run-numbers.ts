import { StudioError } from '../../shared/errors.ts';
import type { Connection } from './connection.ts';

/** Rows refer to runs by number, the world by id. */
export interface RunNumbers {
  /** @throws StudioError not-found */
  of(id: string): number;
  find(id: string): number | null;
  forget(id: string): void;
  forgetAll(): void;
}

export function openRunNumbers(connection: Connection): RunNumbers {
  const known = new Map<string, number>();
  function find(id: string): number | null {
    const number = known.get(id);
    if (number !== undefined) return number;
    const row = connection.sql('SELECT number FROM run WHERE id = ?').get(id);
    if (!row) return null;
    known.set(id, Number(row.number));
    return Number(row.number);
  }
  return {
    find,
    of(id) {
      const number = find(id);
      if (number === null)
        throw new StudioError('not-found', `There is no run ${id} in this workspace; it may have been removed for good.`);
      return number;
    },
    forget: (id) => void known.delete(id),
    forgetAll: () => known.clear(),
  };
}
