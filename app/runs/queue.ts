/** Who waits for a place: those meant to start now, then the rest, each in the order in which they came. */
export interface Queue {
  add(id: string, place: 'now' | 'queue'): void;
  remove(id: string): void;
  /** The first in line, which stays there. */
  next(): string | null;
}

export function openQueue(): Queue {
  const lines = { now: [] as string[], queue: [] as string[] };

  function remove(id: string): void {
    lines.now = lines.now.filter((waiting) => waiting !== id);
    lines.queue = lines.queue.filter((waiting) => waiting !== id);
  }

  return {
    add(id, place) {
      remove(id);
      lines[place].push(id);
    },
    remove,
    next: () => lines.now[0] ?? lines.queue[0] ?? null,
  };
}
