import { type Curve, curves } from '../api-client.ts';
import type { AskCurves } from '../../shared/api/measurements.ts';

export interface CurveAsk {
  series: { run: string; key: string; from?: number }[];
  axis: 'step' | 'time';
  from?: number;
  to?: number;
  pixels: number;
}
export interface CurveAnswer {
  curves: Curve[];
  exact: boolean;
}
interface Waiting {
  ask: CurveAsk;
  done: (answer: CurveAnswer) => void;
  failed: (error: unknown) => void;
}
type Fetch = (ask: AskCurves) => Promise<CurveAnswer>;
const mostSeries = 2000;

/** Collects what all charts ask within a frame and sends one request for each range and width. */
export class CurveDesk {
  private waiting: Waiting[] = [];
  private readonly fetch: Fetch;
  private readonly later: (work: () => void) => void;

  constructor(fetch: Fetch, later: (work: () => void) => void) {
    this.fetch = fetch;
    this.later = later;
  }

  ask(ask: CurveAsk): Promise<CurveAnswer> {
    return new Promise((done, failed) => {
      if (this.waiting.length === 0) this.later(() => this.send());
      this.waiting.push({ ask, done, failed });
    });
  }

  private send(): void {
    const groups = new Map<string, Waiting[]>();
    for (const item of this.waiting) {
      const { axis, from, to, pixels } = item.ask;
      const key = `${axis} ${from} ${to} ${pixels}`;
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    this.waiting = [];
    for (const group of groups.values()) void this.answer(group);
  }

  private async answer(group: Waiting[]): Promise<void> {
    const places = new Map<string, number>();
    const series: CurveAsk['series'] = [];
    for (const { ask } of group) {
      for (const entry of ask.series) {
        const name = nameOf(entry);
        if (places.has(name)) continue;
        places.set(name, series.length);
        series.push(entry);
      }
    }
    try {
      const { axis, from, to, pixels } = group[0].ask;
      const parts: CurveAnswer[] = [];
      for (let start = 0; start < series.length; start += mostSeries) {
        parts.push(await this.fetch({ series: series.slice(start, start + mostSeries), axis, from, to, pixels }));
      }
      const all = parts.flatMap((part) => part.curves);
      const exact = parts.every((part) => part.exact);
      for (const { ask, done } of group) done({ curves: ask.series.map((entry) => all[places.get(nameOf(entry)) ?? 0]), exact });
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }
}

export const curveDesk = new CurveDesk(curves, (work) => setTimeout(work, 8));

function nameOf({ run, key, from }: CurveAsk['series'][number]): string {
  return `${run} ${key} ${from}`;
}
