import { type ComponentType, lazy } from 'react';

/** The places of the studio and their links. Everything worth keeping is in the URL. */
export const links = {
  runs: (options: { query?: string } = {}) => withSearch('/runs', options),
  newRun: (options: { recipe?: string; dataset?: string; data?: string; fork?: string; step?: number } = {}) =>
    withSearch('/runs/new', options),
  /** What lies at these paths, or an import that was begun; `dropped` names what a browser would not say the place of. */
  importRuns: (options: { paths?: readonly string[]; from?: string; watch?: 'yes'; import?: string; dropped?: string } = {}) =>
    withSearch('/runs/import', { ...options, paths: options.paths?.join('\n') }),
  run: (id: string, options: { tab?: string; step?: number; filter?: string; range?: string; distributions?: string } = {}) =>
    withSearch(`/runs/${encodeURIComponent(id)}`, options),
  /** These runs, and whatever a query finds at the time. */
  compare: (runs: readonly string[] = [], query = '') => withSearch('/compare', { runs: runs.join(','), query }),
  latents: (checkpoints: readonly number[] = [], options: { mode?: string; place?: string; vary?: string } = {}) =>
    withSearch('/latents', { checkpoints: checkpoints.join(','), ...options }),
  sweeps: () => '/sweeps',
  newSweep: () => '/sweeps/new',
  sweep: (id: string) => `/sweeps/${encodeURIComponent(id)}`,
  data: (name?: string) => (name ? `/data/${encodeURIComponent(name)}` : '/data'),
  labs: (lab?: string) => (lab ? `/labs/${lab}` : '/labs'),
  settings: () => '/settings',
};

export interface Route {
  path: string;
  page: ComponentType;
}

/** First match wins. */
export const routes: Route[] = [
  { path: '/runs', page: lazy(() => import('./pages/runs/runs-page.tsx')) },
  { path: '/runs/new', page: lazy(() => import('./pages/new-run/new-run-page.tsx')) },
  { path: '/runs/import', page: lazy(() => import('./pages/import/import-page.tsx')) },
  { path: '/runs/:id', page: lazy(() => import('./pages/run/run-page.tsx')) },
  { path: '/compare', page: lazy(() => import('./pages/compare/compare-page.tsx')) },
  { path: '/latents', page: lazy(() => import('./pages/latents/latents-page.tsx')) },
  { path: '/sweeps/:id?', page: lazy(() => import('./pages/sweeps/sweeps-page.tsx')) },
  { path: '/data/:name?', page: lazy(() => import('./pages/data/data-page.tsx')) },
  { path: '/labs/:lab?', page: lazy(() => import('./pages/labs/labs-page.tsx')) },
  { path: '/settings', page: lazy(() => import('./pages/settings/settings-page.tsx')) },
];

function withSearch(path: string, options: Record<string, string | number | undefined>): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search === '' ? path : `${path}?${search.replaceAll('%2C', ',')}`;
}
