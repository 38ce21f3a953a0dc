import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { CurveAxis } from '../charts/axis-ticks.ts';

/** What all panels of a page share. It lives in the URL, so that a link restores it. */
export interface PageView {
  axis: CurveAxis;
  scale: 'linear' | 'log';
  /** Weight of the debiased average, 0 … 0.999. */
  smoothing: number;
  ignoresOutliers: boolean;
  /** On the axis; null is all. */
  range: [number, number] | null;
  /** The page's step; null follows the newest. */
  step: number | null;
}
export const plainView: PageView = { axis: 'step', scale: 'linear', smoothing: 0, ignoresOutliers: false, range: null, step: null };

export function readView(search: URLSearchParams): PageView {
  const axis = search.get('axis');
  const smoothing = Number(search.get('smooth') ?? 0);
  const range = (search.get('range') ?? '').split('..').map(Number);
  const step = search.get('step');
  return {
    axis: axis === 'time' || axis === 'relative' ? axis : 'step',
    scale: search.get('scale') === 'log' ? 'log' : 'linear',
    smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0,
    ignoresOutliers: search.get('outliers') === 'out',
    range: range.length === 2 && range.every(Number.isFinite) && range[0] < range[1] ? [range[0], range[1]] : null,
    step: step !== null && /^\d+$/.test(step) ? Number(step) : null,
  };
}

/** Only what differs from the plain view is written. Other keys of `search` stay. */
export function writeView(search: URLSearchParams, view: PageView): URLSearchParams {
  const next = new URLSearchParams(search);
  put(next, 'axis', view.axis === 'step' ? null : view.axis);
  put(next, 'scale', view.scale === 'linear' ? null : view.scale);
  put(next, 'smooth', view.smoothing === 0 ? null : String(view.smoothing));
  put(next, 'outliers', view.ignoresOutliers ? 'out' : null);
  put(next, 'range', view.range ? `${view.range[0]}..${view.range[1]}` : null);
  put(next, 'step', view.step === null ? null : String(view.step));
  return next;
}

function put(search: URLSearchParams, key: string, value: string | null): void {
  if (value === null) search.delete(key);
  else search.set(key, value);
}

export type ChangeSearch = (change: (search: URLSearchParams) => URLSearchParams, options?: { isNewPlace?: boolean }) => void;

/** The query part of the URL as state. A change replaces the entry of the history unless it is a new place. */
export function useSearchState(): [URLSearchParams, ChangeSearch] {
  const text = useSearch();
  const [path, navigate] = useLocation();
  const search = useMemo(() => new URLSearchParams(text), [text]);
  const change: ChangeSearch = useCallback(
    (edit, { isNewPlace = false } = {}) => {
      const next = edit(new URLSearchParams(window.location.search)).toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
      navigate(next === '' ? path : `${path}?${next}`, { replace: !isNewPlace });
    },
    [navigate, path],
  );
  return [search, change];
}

export function usePageView(): [PageView, (patch: Partial<PageView>) => void] {
  const [search, change] = useSearchState();
  const view = useMemo(() => readView(search), [search]);
  const patch = useCallback((values: Partial<PageView>) => change((now) => writeView(now, { ...readView(now), ...values })), [change]);
  return [view, patch];
}
