import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../app/store/open-store.ts';
import { makeLargeWorkspace } from './large-workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-large-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has what its size says, and is made in an empty folder only', () => {
  const size = { runs: 12, params: 9, series: 6, long: { series: 2, points: 3000 }, whole: { runs: 2, distributions: 20, grids: 3 } };
  makeLargeWorkspace(folder, size);
  expect(() => makeLargeWorkspace(folder, size)).toThrow(/has runs already/);
  const store = openStore({ folder, now: Date.now });
  const { runs, total } = store.runs.list({ archived: 'all', sort: 'number asc' });
  expect(total).toBe(12);
  for (const [at, { id, config }] of runs.entries()) {
    expect(Object.keys(config.params)).toHaveLength(9);
    expect(store.series.list(id)).toHaveLength(at < 2 ? 7 : 6);
    expect(store.distributions.keys(id).reduce((sum, { count }) => sum + count, 0)).toBe(at < 2 ? 20 : 0);
    expect(store.samples.list(id)).toHaveLength(at < 2 ? 3 : 0);
  }
  expect(store.series.list(runs[1].id).find(({ key }) => key === 'long/001')).toMatchObject({ count: 3000, lastStep: 2999 });
  expect(store.runs.list({ query: 'params.lambda > 0 and metrics.loss/critic.max > 1', archived: 'all' }).total).toBe(12);
  store.close();
});
