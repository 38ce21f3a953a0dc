import { createContext } from 'react';

/** What one line of a chart is at a place. */
export interface LineValue {
  run: string;
  key: string;
  value: number;
}
/** What a chart can be asked: every line's value nearest to a place on the page's axis, null for the end of each. */
export interface ChartValues {
  title: string;
  read: (x: number | null) => LineValue[];
}

/** One vertical line through all charts of a page; `x` is on the page's axis. Charts offer what their lines are there. */
export class Crosshair {
  private readonly listeners = new Set<(x: number | null, source: symbol | null) => void>();
  private readonly watchers = new Set<() => void>();
  private readonly charts = new Map<symbol, ChartValues>();
  private last: symbol | null = null;

  move(x: number | null, source: symbol): void {
    if (x !== null && this.last !== source) {
      this.last = source;
      this.changed();
    }
    for (const listener of this.listeners) listener(x, source);
  }
  subscribe(listener: (x: number | null, source: symbol | null) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A chart keeps its place among the others until it leaves. */
  offer(source: symbol, values: ChartValues): void {
    this.charts.set(source, values);
    this.changed();
  }
  leave(source: symbol): void {
    this.charts.delete(source);
    this.changed();
  }
  /** The chart that the pointer was on last, else the first that is there. */
  chosen(): ChartValues | null {
    const last = this.last === null ? undefined : this.charts.get(this.last);
    return last ?? this.charts.values().next().value ?? null;
  }
  /** Tells when `chosen` may answer otherwise. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}

export const CrosshairContext = createContext(new Crosshair());
