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
    pixels: stretchesFor(pixels, groups.length, spread),
    ...{ middle, spread },
  };
}

/** So many places all bands of a chart have together: filled areas of more take a tenth of a second to paint without a GPU. */
const mostPlaces = 6000;
const [leastStretches, mostStretches] = [64, 2048];
/** Stretches of two pixels; wider ones for many bands, and for the one that a thousand draws are made at every place of. */
function stretchesFor(pixels: number, bands: number, spread: PageView['spread']): number {
  const wanted = Math.ceil(pixels / 128) * 64;
  const share = Math.floor(mostPlaces / (spread === 'bootstrap' ? 2 : 1) / Math.max(1, bands) / 64) * 64;
  return Math.min(mostStretches, wanted, Math.max(leastStretches, share));
}
