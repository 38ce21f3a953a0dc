import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedWorkspace } from '../../app/seed.ts';
import { openStore } from '../../app/store/open-store.ts';
import { expect, expectAccessible, test as one } from '../story.ts';
import { startStudio } from '../studio-process.ts';

/** The studio on three made-up runs, and a fork of the first at step 1000 that went its own way. */
const test = one.extend<object, { family: { address: string } }>({
  family: [
    async ({}, use) => {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-lineage-'));
      const store = openStore({ folder: workspace, now: Date.now });
      seedWorkspace(store, { runs: 3, seed: 2, whole: 3 });
      const root = store.runs.list({ query: '#1' }).runs[0];
      const fork = store.runs.create({ name: 'forked', config: root.config, parent: { run: root.id, step: 1000 } });
      store.series.copy(root.id, fork.id, 1000);
      const step = Float64Array.of(1200, 1400);
      store.series.append(fork.id, 'w1', { step, time: step.map((at) => root.createdAt + at), value: Float64Array.of(0.2, 0.1) });
      store.runs.update(fork.id, { status: 'finished', step: 1400 });
      store.close();
      const studio = await startStudio({ workspace });
      await use({ address: studio.address });
      await studio.stop();
      rmSync(workspace, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  studio: async ({ family }, use) => use(family),
});
test.beforeEach(({}, info) => test.skip(info.project.name === 'electron', 'The window opens an empty workspace of its own.'));

test('a family is seen as a tree, distributions by their distances over steps, and pictures by run and step', async ({ page, family }) => {
  const panels = encodeURIComponent('lineage.12.8.key=w1~distances.12.9.~run-step.12.9.');
  await page.goto(new URL(`/compare?query=${encodeURIComponent('number > 0')}&panels=${panels}`, family.address).href);
  const tree = page.getByRole('list', { name: 'Families of runs' });
  await expect(tree.getByRole('listitem').filter({ hasText: 'forked #4' })).toContainText('from step 1000, now at 1400');
  await expect(page.getByRole('button', { name: /^Compare the whole famil/ })).toBeVisible();

  const ranking = page.getByRole('list', { name: /^Runs by Wasserstein-1/ });
  await ranking.scrollIntoViewIfNeeded();
  await expect(ranking.getByRole('listitem').first()).toContainText(/ 0$/);
  await page.getByLabel('Reference').selectOption('own');
  await expect(page.getByRole('figure', { name: /^Wasserstein-1 from each run’s own beginning/ })).toBeVisible();

  const grid = page.getByRole('region', { name: /Runs × steps$/ });
  await grid.scrollIntoViewIfNeeded();
  await grid.getByRole('button', { name: '0', exact: true }).press('Enter');
  await expect(page).toHaveURL(/step=0/);
  await expect(grid.getByRole('columnheader', { name: '0', exact: true })).toHaveAttribute('aria-current', 'step');
  await expect(grid.getByText(/^nearest step: /).first()).toBeVisible();
  await expectAccessible(page);
});
