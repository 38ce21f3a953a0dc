import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type Crosshair, CrosshairContext } from '../../charts/crosshair.ts';

/** The values of the chart that the pointer is on, or was last: at the pointer, at the page's step, or else each line's last. */
export class CursorValues {
  /** Of the chart that is read; null where there is none. */
  title: string | null = null;
  private readonly crosshair: Crosshair;
  private readonly listeners = new Set<() => void>();
  private values = new Map<string, number>();
  private pointed: number | null = null;
  private step: number | null = null;

  constructor(crosshair: Crosshair) {
    this.crosshair = crosshair;
  }

  start(): () => void {
    const ends = [
      this.crosshair.watch(() => this.renew()),
      this.crosshair.subscribe((x) => {
        this.pointed = x;
        this.renew();
      }),
    ];
    this.renew();
    return () => {
      for (const end of ends) end();
    };
  }
  standAt(step: number | null): void {
    this.step = step;
    this.renew();
  }
  /** Of the first series of a run, or of a group by its `where`. */
  of(run: string): number | undefined {
    return this.values.get(run);
  }
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private renew(): void {
    const chart = this.crosshair.chosen();
    this.title = chart?.title ?? null;
    this.values = new Map();
    for (const { run, value } of chart?.read(this.pointed ?? this.step) ?? []) if (!this.values.has(run)) this.values.set(run, value);
    for (const listener of this.listeners) listener();
  }
}

export function useCursorValues(step: number | null): CursorValues {
  const crosshair = useContext(CrosshairContext);
  const [values] = useState(() => new CursorValues(crosshair));
  useEffect(() => values.start(), [values]);
  useEffect(() => values.standAt(step), [values, step]);
  return values;
}

/** For cells that change with every move of the pointer while their rows stay. */
export const CursorValuesContext = createContext<CursorValues | null>(null);
const never = () => () => {};
export function useCursorValue(run: string): number | undefined {
  const values = useContext(CursorValuesContext);
  return useSyncExternalStore(values?.subscribe ?? never, () => values?.of(run));
}
