import { useEffect, useMemo, useRef, useState } from 'react';
import { useChanges } from '../live.ts';
import { type CurveAsk, curveDesk } from './curve-desk.ts';
import { wentBack } from '../charts/curve-drawing.ts';
import { CurveFollower, type CurvesState } from './curve-follower.ts';
import type { PageView } from './page-view.ts';

interface SeriesOfRun {
  run: string;
  key: string;
  /** Unix milliseconds of the run's start: 0 of the relative axis. */
  start: number;
}
/** While points stream in, a chart of many series draws about this many points at once; at rest it draws all that pixels can show. */
const liveBudget = 20_000;
const restAfter = 1500;

/** Curves at the resolution of the screen. They follow live runs; while a new range is on its way the old picture stays. */
export function useCurves(
  series: SeriesOfRun[],
  { axis, range }: Pick<PageView, 'axis' | 'range'>,
  pixels: number,
): CurvesState & { isFlowing: boolean } {
  const [state, setState] = useState<CurvesState>({ curves: [], isExact: true, isWaiting: true, error: null });
  const [isFlowing, setFlowing] = useState(false);
  const width = isFlowing ? livePixels(pixels, series.length) : pixels;
  const [odd, setOdd] = useState<readonly string[]>([]);
  const asks = useMemo(() => asksFor(series, odd, { axis, range }, roundWidth(width)), [series, odd, axis, range, width]);
  const runs = useMemo(() => [...new Set(series.map(({ run }) => run))], [series]);
  const follower = useRef<CurveFollower | null>(null);
  const key = JSON.stringify(asks);
  const hasSeries = series.length > 0;

  useEffect(() => {
    const wanted = JSON.parse(key) as CurveAsk[];
    if (wanted.length === 0) {
      setState({ curves: [], isExact: true, isWaiting: hasSeries, error: null });
      return;
    }
    setState((before) => ({ ...before, isWaiting: true }));
    const tell = (change: Partial<CurvesState>) => setState((before) => ({ ...before, ...change }));
    const current = new CurveFollower({ asks: wanted, ask: (ask) => curveDesk.ask(ask), tell });
    follower.current = current;
    return () => {
      current.stop();
      follower.current = null;
    };
  }, [key, hasSeries]);

  useEffect(() => {
    if (axis !== 'relative' || range === null) return;
    const starts = new Map(series.map(({ run, start }) => [run, start]));
    const found = state.curves.flatMap(({ run, times }) => (wentBack({ times, start: starts.get(run) ?? 0 }) ? [run] : []));
    if (found.some((run) => !odd.includes(run))) setOdd([...new Set([...odd, ...found])]);
  }, [state.curves, series, odd, axis, range]);

  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  useChanges(runs, ['points', 'run'], ({ run, kinds }) => {
    follower.current?.changed(run);
    if (!kinds.includes('points')) return;
    setFlowing(true);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => setFlowing(false), restAfter);
  });
  return useMemo(() => ({ ...state, isFlowing }), [state, isFlowing]);
}

/** Runs whose clock was set back are asked for whole: their seconds are no stretch of the wall clock. */
function asksFor(
  all: SeriesOfRun[],
  odd: readonly string[],
  { axis, range }: Pick<PageView, 'axis' | 'range'>,
  pixels: number,
): CurveAsk[] {
  const isOdd = ({ run }: SeriesOfRun) => axis === 'relative' && range !== null && odd.includes(run);
  const whole = all.filter(isOdd);
  if (whole.length > 0) {
    const others = all.filter((entry) => !isOdd(entry));
    return [...asksFor(whole, [], { axis: 'step', range: null }, pixels), ...asksFor(others, [], { axis, range }, pixels)];
  }
  const series = all;
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
