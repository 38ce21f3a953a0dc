import { createContext } from 'react';

/** One vertical line through all charts of a page; `x` is on the page's axis. */
export class Crosshair {
  private readonly listeners = new Set<(x: number | null, source: symbol | null) => void>();

  move(x: number | null, source: symbol): void {
    for (const listener of this.listeners) listener(x, source);
  }
  subscribe(listener: (x: number | null, source: symbol | null) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export const CrosshairContext = createContext(new Crosshair());
