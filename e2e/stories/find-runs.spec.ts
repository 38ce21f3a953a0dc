import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedWorkspace } from '../../app/seed.ts';
import { openStore } from '../../app/store/open-store.ts';
import { expect, expectAccessible, test as one } from '../story.ts';
import { startStudio } from '../studio-process.ts';

/** The studio on a workspace of thirty made-up runs. */
const test = one.extend<object, { many: { address: string; ids: string[] } }>({
  many: [
    async ({}, use) => {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-find-'));
      const store = openStore({ folder: workspace, now: Date.now });
      const ids = seedWorkspace(store, { runs: 30, seed: 6, whole: 2 });
      store.close();
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

test('an expression is completed as it is typed, a wrong word is underlined, and the list stays until it is right', async ({
  page,
  many,
}) => {
  await page.goto(new URL('/runs', many.address).href);
  const box = page.getByRole('textbox', { name: 'Filter runs' });
  await expect(page.getByText('30 runs')).toBeVisible();
  await box.fill('params.criticR');
  await page.getByRole('option', { name: 'params.criticRate' }).click();
  await page.getByRole('option', { name: '>', exact: true }).click();
  await expect(box).toHaveValue('params.criticRate > ');
  await box.pressSequentially('0 and recipe == "wgan-');
  await page.getByRole('option', { name: /"wgan-gp"/ }).click();
  await expect(page.getByText('15 runs')).toBeVisible();

  await box.fill('stats == "finished"');
  await box.press('Enter');
  await expect(page.getByText('There is no field “stats”. Did you mean status?')).toBeVisible();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('15 runs')).toBeVisible();
  await expectAccessible(page);
  await box.fill('status:finished metrics.w2 < 9');
  await box.press('Enter');
  await expect(page.getByText('No run recorded the series “w2”. Did you mean metrics.w1?')).toBeVisible();
  await box.press('Escape');
  await expect(page.getByRole('button', { name: 'Remove status:finished' })).toBeVisible();
});

test('a condition is chosen without typing a query', async ({ page, many }) => {
  await page.goto(new URL('/runs?query=tag:sweep', many.address).href);
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByLabel('Field').first().fill('recip');
  await page.getByRole('option', { name: 'recipe', exact: true }).click();
  await page.getByLabel('Value').first().click();
  await page.getByRole('option', { name: 'wgan', exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add the condition' }).click();
  await expect(page.getByRole('textbox', { name: 'Filter runs' })).toHaveValue('recipe == "wgan"');
  await expect(page.getByText('5 runs')).toBeVisible();
});

test('runs are put in groups that unfold, and a comparison may be a query', async ({ page, many }) => {
  await page.goto(new URL('/runs', many.address).href);
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await page.getByLabel('Group by').first().click();
  await page.getByRole('option', { name: 'Recipe' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByText('2 groups, 30 runs')).toBeVisible();
  const group = page.getByRole('button', { name: /^wgan-gp/ });
  await expect(page.getByRole('row', { name: /wgan-gp/ })).toContainText('±');
  await group.click();
  await expect(page.getByRole('link', { name: /^synthetic wgan-gp/ }).first()).toBeVisible();
  await expectAccessible(page);
  await group.click();
  await expect(page.getByRole('link', { name: /^synthetic wgan-gp/ })).toHaveCount(0);

  const filter = page.getByRole('textbox', { name: 'Filter runs' });
  await filter.fill('number > 3 and tag:synthetic ');
  await expect(filter, 'what can’t be read yet stays').toHaveValue('number > 3 and tag:synthetic ');

  await page.goto(new URL(`/compare?query=${encodeURIComponent('recipe == "wgan" and number <= 6')}`, many.address).href);
  const legend = page.getByRole('table', { name: 'Compared runs' });
  await expect(legend.getByRole('rowheader')).toHaveCount(3);
  const asked = page.getByRole('textbox', { name: 'Compare the runs that match' });
  await asked.fill('recipe == "none"');
  await expect(page.getByText('No run matches “recipe == "none"”.')).toBeVisible();
  await expect(asked).toBeFocused();
  await asked.fill('recipe == "wgan" and number <= 10');
  await expect(legend.getByRole('rowheader')).toHaveCount(5);
  await expect(asked).toBeFocused();
  await legend
    .getByRole('button', { name: /^Take .* out$/ })
    .first()
    .click();
  await expect(legend.getByRole('rowheader')).toHaveCount(4);
});
