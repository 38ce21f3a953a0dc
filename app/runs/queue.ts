/** Who waits for a place: those meant to start now, then the rest, each in the order in which they came. `between` names who has no line and goes between them. */
export interface Queue {
  add(id: string, place: 'now' | 'queue'): void;
  remove(id: string): void;
  has(id: string): boolean;
  /** All in line, in their order; they stay there. */
  waiting(): string[];
}

export function openQueue(between: () => string[] = () => []): Queue {
  const lines = { now: new Set<string>(), queue: new Set<string>() };

  function remove(id: string): void {
    lines.now.delete(id);
    lines.queue.delete(id);
  }

  return {
    add(id, place) {
      remove(id);
      lines[place].add(id);
    },
    remove,
    has: (id) => lines.now.has(id) || lines.queue.has(id),
    waiting: () => [...lines.now, ...between(), ...lines.queue],
  };
}
