import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { AskBands } from '../../shared/api/bands.ts';
import { bands } from '../api-client.ts';
import { useChanges } from '../live.ts';
import { BandFollower } from './band-follower.ts';
import type { AnsweredBands, BandAsked, BandSeries, BandView } from './band-lines.ts';
import type { PageView } from './page-view.ts';

export interface BandsState {
  answered: AnsweredBands | null;
  isWaiting: boolean;
  error: unknown;
}
interface Held extends BandsState {
  /** Of the question that was answered. */
  key: string | null;
}

/** Bands at the resolution of the screen, asked for anew while their runs record; the old picture stays until the new one is there. */
export function useBands(asked: BandAsked[], { axis, range, middle, spread }: BandView, pixels: number): BandsState {
  const view = useMemo((): BandView => ({ axis, range, middle, spread }), [axis, range, middle, spread]);
  const groups = useMemo(() => asked.map(({ series }) => series), [asked]);
  const hasSeries = groups.some((series) => series.length > 0);
  const [state, setState] = useState<Held>({ answered: null, isWaiting: hasSeries, error: null, key: null });
  const key = JSON.stringify(askFor(groups, view, pixels));
  const [follower, setFollower] = useState<BandFollower | null>(null);
  const runs = useMemo(() => [...new Set(groups.flat().map(({ run }) => run))], [groups]);
  const question = useEffectEvent(() => ({ asked, view }));
  useEffect(() => {
    const ask = JSON.parse(key) as AskBands | null;
    if (ask === null) {
      // There are series: the width is what is not known yet.
      setState({ answered: null, isWaiting: hasSeries, error: null, key: null });
      return;
    }
    setState((before) => ({ ...before, isWaiting: true }));
    const of = question();
    const follow = new BandFollower(
      (signal) => bands(ask, signal),
      (change) =>
        setState((before) => {
          if (!('answer' in change)) return { ...before, error: change.error, isWaiting: false };
          return { answered: { answer: change.answer, of }, error: null, isWaiting: false, key };
        }),
    );
    setFollower(follow);
    return () => follow.stop();
  }, [key, hasSeries]);
  useChanges(runs, ['points', 'run'], () => follower?.changed());
  const { answered, isWaiting, error } = state;
  const isOfThis = state.key === key;
  // The same question under other names or in other colours is not asked again.
  const now = useMemo(
    () => (answered && isOfThis ? { answer: answered.answer, of: { asked, view } } : answered),
    [answered, isOfThis, asked, view],
  );
  return { answered: now, isWaiting, error };
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
    pixels: stretchesFor(pixels, groups, spread),
    ...{ middle, spread },
  };
}

/** So many places all bands of a chart have together: filled areas of more take a tenth of a second to paint without a GPU. */
const mostPlaces = 6000;
/** A bootstrap draws a thousand times from all runs at every place: so many runs at places come to a tenth of a second. */
const mostDrawn = 100_000;
const [leastStretches, mostStretches] = [64, 2048];
/** Stretches of two pixels; wider ones for many bands, and for a bootstrap of many runs. */
function stretchesFor(pixels: number, groups: BandSeries[][], spread: PageView['spread']): number {
  const wanted = Math.ceil(pixels / 128) * 64;
  const isDrawn = spread === 'bootstrap';
  const places = mostPlaces / (isDrawn ? 2 : 1) / Math.max(1, groups.length);
  const runs = groups.reduce((total, series) => total + series.length, 0);
  const share = Math.floor(Math.min(places, isDrawn ? mostDrawn / runs : places) / 64) * 64;
  return Math.min(mostStretches, wanted, Math.max(leastStretches, share));
}
