import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { CurveAxis } from '../charts/axis-ticks.ts';
import { type Smoothing, smoothingKinds, unsmoothed } from '../charts/smoothing.ts';

/** What all panels of a page share. It lives in the URL, so that a link restores it. */
export interface PageView {
  axis: Exclude<CurveAxis, 'value'>;
  scale: 'linear' | 'log';
  smoothing: Smoothing;
  ignoresOutliers: boolean;
  /** On the axis; null is all. */
  range: [number, number] | null;
  /** The page's step; null follows the newest. */
  step: number | null;
  /** Fields, comma separated: runs with the same values are one line with a band. Empty is every run by itself. */
  group: string;
  middle: (typeof middles)[number];
  spread: (typeof spreads)[number];
}
export const middles = ['mean', 'median'] as const;
export const spreads = ['std', 'stderr', 'range', 'bootstrap', 'none'] as const;
export const plainView: PageView = {
  ...{ axis: 'step', scale: 'linear', smoothing: unsmoothed, ignoresOutliers: false, range: null, step: null },
  ...{ group: '', middle: 'mean', spread: 'std' },
};

export function readView(search: URLSearchParams): PageView {
  const axis = search.get('axis');
  const weight = Number(search.get('smooth') ?? 0);
  const range = (search.get('range') ?? '').split('..').map(Number);
  const step = search.get('step');
  return {
    axis: axis === 'time' || axis === 'relative' ? axis : 'step',
    scale: search.get('scale') === 'log' ? 'log' : 'linear',
    smoothing: {
      kind: oneOf(smoothingKinds, search.get('smoother'), unsmoothed.kind),
      weight: weight > 0 && weight < 1 ? weight : 0,
    },
    ignoresOutliers: search.get('outliers') === 'out',
    range: range.length === 2 && range.every(Number.isFinite) && range[0] < range[1] ? [range[0], range[1]] : null,
    step: step !== null && /^\d+$/.test(step) ? Number(step) : null,
    group: search.get('group') ?? '',
    middle: oneOf(middles, search.get('middle'), plainView.middle),
    spread: oneOf(spreads, search.get('band'), plainView.spread),
  };
}

/** Only what differs from the plain view is written. Other keys of `search` stay. */
export function writeView(search: URLSearchParams, view: PageView): URLSearchParams {
  const next = new URLSearchParams(search);
  put(next, 'axis', view.axis === 'step' ? null : view.axis);
  put(next, 'scale', view.scale === 'linear' ? null : view.scale);
  put(next, 'smooth', view.smoothing.weight === 0 ? null : String(view.smoothing.weight));
  put(next, 'smoother', view.smoothing.kind === unsmoothed.kind ? null : view.smoothing.kind);
  put(next, 'outliers', view.ignoresOutliers ? 'out' : null);
  put(next, 'range', view.range ? `${view.range[0]}..${view.range[1]}` : null);
  put(next, 'step', view.step === null ? null : String(view.step));
  put(next, 'group', view.group === '' ? null : view.group);
  put(next, 'middle', view.middle === plainView.middle ? null : view.middle);
  put(next, 'band', view.spread === plainView.spread ? null : view.spread);
  return next;
}

function oneOf<T extends string>(known: readonly T[], value: string | null, otherwise: T): T {
  return known.find((name) => name === value) ?? otherwise;
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
