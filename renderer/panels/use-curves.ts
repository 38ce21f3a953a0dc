import { useEffect, useMemo, useRef, useState } from 'react';
import type { Curve } from '../api-client.ts';
import { useChanges } from '../live.ts';
import { type CurveAsk, curveDesk } from './curve-desk.ts';
import type { PageView } from './page-view.ts';

export interface CurvesState {
  curves: Curve[];
  isExact: boolean;
  isWaiting: boolean;
  error: unknown;
}
interface SeriesOfRun {
  run: string;
  key: string;
  /** Unix milliseconds of the run's start: 0 of the relative axis. */
  start: number;
}
/** Live curves are asked for again at most this often, and never while an answer is due. */
const leastPeriod = 90;
/** While points stream in, a chart of many series draws about this many points at once; at rest it draws all that pixels can show. */
const liveBudget = 20_000;
const restAfter = 1500;

/** Curves at the resolution of the screen. They follow live runs; while a new range is on its way the old picture stays. */
export function useCurves(series: SeriesOfRun[], view: Pick<PageView, 'axis' | 'range'>, pixels: number): CurvesState {
  const [state, setState] = useState<CurvesState>({ curves: [], isExact: true, isWaiting: true, error: null });
  const [isFlowing, setFlowing] = useState(false);
  const width = isFlowing ? livePixels(pixels, series.length) : pixels;
  const asks = useMemo(() => asksFor(series, view.axis, view.range, roundWidth(width)), [series, view.axis, view.range, width]);
  const runs = useMemo(() => [...new Set(series.map(({ run }) => run))], [series]);
  const refresh = useRef<() => void>(() => {});
  const key = JSON.stringify(asks);

  useEffect(() => {
    const wanted = JSON.parse(key) as CurveAsk[];
    let isStopped = false;
    let isDue = false;
    let isStale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      timer = undefined;
      isDue = true;
      isStale = false;
      const began = performance.now();
      try {
        const answers = await Promise.all(wanted.map((ask) => curveDesk.ask(ask)));
        const curves = answers.flatMap((answer) => answer.curves);
        if (!isStopped) setState({ curves, isExact: answers.every(({ exact }) => exact), isWaiting: false, error: null });
      } catch (error) {
        if (!isStopped) setState((before) => ({ ...before, isWaiting: false, error }));
      }
      isDue = false;
      const spent = performance.now() - began;
      if (!isStopped && isStale) timer = setTimeout(load, Math.max(0, leastPeriod - spent, spent * 0.5));
    };
    refresh.current = () => {
      isStale = true;
      if (!isDue && timer === undefined) timer = setTimeout(load, 0);
    };
    if (wanted.length > 0) void load();
    else setState({ curves: [], isExact: true, isWaiting: false, error: null });
    return () => {
      isStopped = true;
      clearTimeout(timer);
      refresh.current = () => {};
    };
  }, [key]);

  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  useChanges(runs, ['points', 'run'], ({ kinds }) => {
    refresh.current();
    if (!kinds.includes('points')) return;
    setFlowing(true);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => setFlowing(false), restAfter);
  });
  return state;
}

function asksFor(series: SeriesOfRun[], axis: PageView['axis'], range: PageView['range'], pixels: number): CurveAsk[] {
  if (series.length === 0 || pixels <= 0) return [];
  const bare = (list: SeriesOfRun[]) => list.map(({ run, key }) => ({ run, key }));
  if (axis === 'step') return [{ series: bare(series), axis: 'step', ...ends(range), pixels }];
  if (axis === 'time' || !range) return [{ series: bare(series), axis: 'time', ...ends(range), pixels }];
  // Relative time: the same seconds are other moments in each run.
  return [...new Set(series.map(({ start }) => start))].map((start) => ({
    series: bare(series.filter((entry) => entry.start === start)),
    axis: 'time' as const,
    ...ends([start + range[0] * 1000, start + range[1] * 1000]),
    pixels,
  }));
}
function ends(range: [number, number] | null): { from?: number; to?: number } {
  return range ? { from: range[0], to: range[1] } : {};
}
/** Four points a stretch; fewer, wider stretches for many series. */
function livePixels(pixels: number, series: number): number {
  return Math.min(pixels, Math.max(128, Math.floor(liveBudget / (4 * Math.max(1, series)))));
}
/** Charts of nearly one width share a request. */
function roundWidth(pixels: number): number {
  return pixels <= 0 ? 0 : Math.min(4096, Math.ceil(pixels / 128) * 128);
}
