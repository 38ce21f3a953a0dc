import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeGroupedWorkspace } from '../grouped-workspace.ts';
import { expect, expectAccessible, test as one } from '../story.ts';
import { startStudio } from '../studio-process.ts';

/** The studio on forty made-up runs: eight values of lambda, five seeds each. */
const test = one.extend<object, { many: { address: string; ids: string[] } }>({
  many: [
    async ({}, use) => {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-plots-'));
      const ids = makeGroupedWorkspace(workspace, { runs: 40, groups: 8, points: 40 });
      const studio = await startStudio({ workspace });
      await use({ address: studio.address, ids });
      await studio.stop();
      rmSync(workspace, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  studio: async ({ many }, use) => use(many),
});
test.beforeEach(({}, info) => test.skip(info.project.name === 'electron', 'The window opens an empty workspace of its own.'));

test('runs are brushed on parallel axes by keyboard and in a scatter plot by hand, and the table follows', async ({ page, many }) => {
  await page.goto(new URL('/runs', many.address).href);
  await page.getByRole('button', { name: 'Plot' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Parallel coordinates' }).press('Enter');
  const plot = page.getByRole('region', { name: /^Parallel coordinates: / });
  await expect(plot).toHaveAccessibleName('Parallel coordinates: 40 of 40 runs');
  const upper = page.getByRole('slider', { name: 'lambda, to' });
  await expect(upper).toHaveAttribute('aria-valuetext', 'all');
  await upper.focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  // Two of eight values of a logarithmic axis are gone.
  await expect(plot).toHaveAccessibleName('Parallel coordinates: 30 of 40 runs');
  await expect(page.getByRole('region', { name: 'Brushed' })).toContainText(/params.lambda <= \d/);
  await expect(page.getByText('30 runs', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'lambda', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Linear axis' }).press('Enter');
  await expect(plot).toHaveAccessibleName('Parallel coordinates: 30 of 40 runs');
  await page.getByRole('button', { name: 'Add to the query' }).press('Enter');
  await expect(page).toHaveURL(/query=params\.lambda/);
  await expect(plot).toHaveAccessibleName('Parallel coordinates: 30 of 30 runs');

  await page.getByText('Scatter', { exact: true }).click();
  const scatter = page.getByRole('region', { name: /Exact W.*, lowest over lambda/ });
  await expect(scatter).toHaveAccessibleName(/30 of 30 runs/);
  const box = (await page.locator('[data-chart=scatter]').boundingBox())!;
  await page.mouse.move(box.x + 80, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 50, { steps: 5 });
  await page.mouse.up();
  await expect(scatter).not.toHaveAccessibleName(/30 of 30 runs/);
  await page.getByRole('slider', { name: 'lambda, from' }).press('Delete');
  await expect(page.getByRole('button', { name: 'Clear the brush' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the brush' }).press('Enter');
  await expect(scatter).toHaveAccessibleName(/30 of 30 runs/);
  await expectAccessible(page);
});

test('what mattered for a figure is worked out, said how and how surely, and refused for too few runs', async ({ page, many }) => {
  await page.goto(new URL('/runs?plot=importance', many.address).href);
  await page.getByRole('button', { name: /^Work out what mattered/ }).press('Enter');
  const bars = page.getByRole('table', { name: /^What mattered for Exact W/ });
  await expect(bars.getByRole('row')).toHaveCount(1);
  await expect(bars.getByRole('rowheader', { name: 'lambda' })).toBeVisible();
  await expect(page.getByText(/Permutation importance out of bag, 10 × 50 regression trees/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(new URL('/runs?plot=importance&query=params.lambda%20%3C%200.02', many.address).href);
  await page.getByRole('button', { name: /^Work out what mattered/ }).press('Enter');
  await expect(page.getByText(/can be told from 20 on/).first()).toBeVisible();
});

test('figures are held against a baseline, a run is starred, and the table is copied', async ({ page, many }) => {
  await page.goto(new URL('/runs', many.address).href);
  await expect(page.getByRole('row', { name: /#40/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: /^Baseline #40/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /#39/ })).toContainText(/[+\u2212][\d.]+ %/);
  await page.keyboard.press('s');
  await expect(page.getByRole('row', { name: /#40/ }).getByLabel('Starred')).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).press('Enter');
  await page.getByRole('button', { name: 'LaTeX' }).press('Enter');
  await expect(page.getByText('Copied the table, 40 runs.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: /^Select .* #40/ }).check();
  await page.getByRole('button', { name: 'Copy', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Command for a shell' }).press('Enter');
  await expect(page.getByText('Copied 1 command.')).toBeVisible();
  await expectAccessible(page);
});

test('curves are drawn over another series, in a chart for each value of a param, and as a density', async ({ page, many }) => {
  const panels = encodeURIComponent('curves.12.12.keys=w1');
  await page.goto(new URL(`/compare?query=${encodeURIComponent('step > 0')}&panels=${panels}`, many.address).href);
  const charts = page.getByRole('figure');
  await expect(charts).toHaveCount(1);
  await page.getByRole('button', { name: 'Choose series' }).press('Enter');
  await page.getByRole('combobox', { name: 'Across' }).fill('raw');
  await page.getByRole('option', { name: /estimate, raw/ }).click();
  await expect(charts.first()).toContainText(/joined by step: its last value at the same step/);
  await page.getByLabel('A chart for each').selectOption({ label: 'lambda' });
  await expect(page.getByRole('figure', { name: /^lambda 0.01/ })).toBeVisible();
  await expect(charts).toHaveCount(8);
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  const dense = encodeURIComponent('curves.12.9.keys=w1&as=density');
  await page.goto(new URL(`/compare?query=${encodeURIComponent('step > 0')}&panels=${dense}`, many.address).href);
  await expect(charts.first()).toContainText('40 curves as a density');
});

test('a comparison is narrowed by a brush that its address keeps', async ({ page, many }) => {
  const brush = encodeURIComponent('[["params.lambda",null,0.02]]');
  const panels = encodeURIComponent('parallel.12.9.~curves.12.7.keys=w1');
  await page.goto(new URL(`/compare?query=${encodeURIComponent('step > 0')}&brush=${brush}&panels=${panels}`, many.address).href);
  await expect(page.getByRole('region', { name: 'Brushed' })).toContainText('5 of 40 brushed');
  await expect(page.getByRole('region', { name: /^Parallel coordinates: / })).toHaveAccessibleName('Parallel coordinates: 5 of 40 runs');
  await expectAccessible(page);
});
