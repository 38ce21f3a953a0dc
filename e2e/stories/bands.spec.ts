import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeGroupedWorkspace } from '../grouped-workspace.ts';
import { expect, expectAccessible, test as one } from '../story.ts';
import { startStudio } from '../studio-process.ts';

/** The studio on twelve made-up runs: three values of lambda, four seeds each. */
const test = one.extend<object, { grouped: { address: string; ids: string[] } }>({
  grouped: [
    async ({}, use) => {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-bands-'));
      const ids = makeGroupedWorkspace(workspace, { runs: 12, groups: 3, points: 60 });
      const studio = await startStudio({ workspace });
      await use({ address: studio.address, ids });
      await studio.stop();
      rmSync(workspace, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  studio: async ({ grouped }, use) => use(grouped),
});
test.beforeEach(({}, info) => test.skip(info.project.name === 'electron', 'The window opens an empty workspace of its own.'));

test('runs are grouped into bands by keyboard, the legend folds and sorts them, and the chart says how they came together', async ({
  page,
  grouped,
}) => {
  await page.goto(new URL(`/compare?query=${encodeURIComponent('recipe == "wgan-gp"')}`, grouped.address).href);
  const legend = page.getByRole('table', { name: 'Compared runs' });
  const chart = page.getByRole('figure', { name: /^Exact W/ });
  await expect(legend.getByRole('rowheader')).toHaveCount(12);

  await page.getByRole('button', { name: 'Bands' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Group by').first().fill('lambda');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/group=params\.lambda/);
  await page.keyboard.press('Tab');
  await page.getByLabel('Band').last().selectOption('bootstrap');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(chart).toContainText('Each line is the mean of its runs at every recorded step');
  await expect(chart).toContainText('95 %');
  await expect(chart).toContainText('straight line between its neighbouring points');

  await expect(legend.getByRole('rowheader')).toHaveCount(3);
  await expect(
    legend
      .getByRole('row', { name: /lambda 0.01/ })
      .getByRole('cell')
      .nth(1),
  ).toHaveText(/^0\.\d+$/);
  const fold = legend.getByRole('button', { name: 'lambda 0.01', exact: true });
  await fold.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await expect(legend.getByRole('rowheader')).toHaveCount(7);
  await fold.press('Enter');
  const sort = legend.getByRole('columnheader', { name: /Exact W/ });
  await sort.getByRole('button').press('Enter');
  await expect(sort).toHaveAttribute('aria-sort', 'ascending');
  const values = async () =>
    (
      await legend
        .getByRole('row')
        .getByRole('cell')
        .filter({ hasText: /^\d+\.\d+$/ })
        .allTextContents()
    ).map(Number);
  expect(await values()).toEqual([...(await values())].sort((a, b) => a - b));

  await legend.getByRole('button', { name: /^Hide lambda 0.01/ }).press('Enter');
  await expect(legend.getByRole('button', { name: /^Show lambda 0.01/ })).toBeVisible();
  await page.getByLabel('Kind of smoothing').selectOption('running');
  await page.getByRole('slider', { name: 'Smoothing' }).press('End');
  await expect(chart).toContainText('running mean of 199 drawn points');
  const box = (await page.locator('[data-chart=curves]').first().boundingBox())!;
  const zoom = async (from: number, to: number) => {
    await page.mouse.move(box.x + box.width * from, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
  };
  await zoom(0.3, 0.8);
  await expect(page).toHaveURL(/range=/);
  const first = new URL(page.url()).searchParams.get('range');
  await zoom(0.4, 0.6);
  await expect.poll(() => new URL(page.url()).searchParams.get('range')).not.toBe(first);
  await page.keyboard.press('Backspace');
  await expect.poll(() => new URL(page.url()).searchParams.get('range')).toBe(first);
  await page.keyboard.press('Backspace');
  await expect(page).not.toHaveURL(/range=/);
  await expectAccessible(page);
});
