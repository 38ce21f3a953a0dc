import { useEffect, useMemo, useState } from 'react';
import type { AskBands } from '../../shared/api/bands.ts';
import { type BandsAnswer, bands } from '../api-client.ts';
import { useChanges } from '../live.ts';
import { BandFollower } from './band-follower.ts';
import type { PageView } from './page-view.ts';

export interface BandSeries {
  run: string;
  key: string;
  /** Unix milliseconds of the run's start. */
  start: number;
}
export interface BandsState {
  answer: BandsAnswer | null;
  isWaiting: boolean;
  error: unknown;
}
type BandView = Pick<PageView, 'axis' | 'range' | 'middle' | 'spread'>;

/** Bands at the resolution of the screen, asked for anew while their runs record; the old picture stays until the new one is there. */
export function useBands(groups: BandSeries[][], view: BandView, pixels: number): BandsState {
  const [state, setState] = useState<BandsState>({ answer: null, isWaiting: true, error: null });
  const key = JSON.stringify(askFor(groups, view, pixels));
  const [follower, setFollower] = useState<BandFollower | null>(null);
  const runs = useMemo(() => [...new Set(groups.flat().map(({ run }) => run))], [groups]);
  useEffect(() => {
    const ask = JSON.parse(key) as AskBands | null;
    if (ask === null) {
      setState({ answer: null, isWaiting: false, error: null });
      return;
    }
    setState((before) => ({ ...before, isWaiting: true }));
    const follow = new BandFollower(
      (signal) => bands(ask, signal),
      (change) => setState((before) => ({ ...before, ...change, isWaiting: false })),
    );
    setFollower(follow);
    return () => follow.stop();
  }, [key]);
  useChanges(runs, ['points', 'run'], () => follower?.changed());
  return state;
}

/** null where nothing can be asked yet. */
export function askFor(groups: BandSeries[][], { axis, range, middle, spread }: BandView, pixels: number): AskBands | null {
  if (pixels <= 0 || groups.every((series) => series.length === 0)) return null;
  const scale = axis === 'relative' ? 1000 : 1;
  return {
    groups: groups.map((series) => ({
      series: series.map(({ run, key, start }) => ({ run, key, ...(axis === 'relative' ? { zero: start } : {}) })),
    })),
    axis: axis === 'step' ? 'step' : 'time',
    ...(range ? { from: range[0] * scale, to: range[1] * scale } : {}),
    // A stretch of two pixels: a band's edge is smooth, and half as much is put together.
    pixels: Math.min(2048, Math.ceil(pixels / 128) * 64),
    ...{ middle, spread },
  };
}
