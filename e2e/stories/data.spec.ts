import { expect, expectAccessible, test } from '../story.ts';

test('a tour goes from place to place, and leaves the page as it found it', async ({ page }) => {
  await page.getByRole('button', { name: 'Take the two-minute tour' }).click();
  const tour = page.getByRole('region', { name: 'Tour' });
  for (const place of ['Runs', 'New run', 'Data', 'Compare', 'Latents', 'Labs']) {
    await expect(tour.getByRole('heading', { name: place, exact: true })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place, exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    if (place === 'Data') await expectAccessible(page);
    await page.keyboard.press('Enter');
  }
  await expect(tour).toHaveCount(0);
});

test('a dataset is looked at, changed by its knobs, and trained on as it stands', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Data' }).click();
  const list = page.getByRole('navigation', { name: 'Datasets' });
  await list.getByRole('textbox', { name: 'Find a dataset' }).fill('known factors');
  await list.getByRole('link', { name: 'Shapes with known factors' }).click();
  await expect(page.getByRole('img', { name: 'Examples of Shapes with known factors' })).toBeVisible();
  const factors = page.getByRole('region', { name: 'Known factors' });
  await expect(factors.getByRole('img').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Classes' }).getByRole('row')).toHaveCount(4);
  await expectAccessible(page);

  await page.getByRole('combobox', { name: 'Picture size' }).selectOption('16');
  await expect(page.getByText('16 × 16 px')).toBeVisible();
  await page.reload();
  await expect(page.getByText('16 × 16 px')).toBeVisible();
  await page.getByRole('button', { name: 'Train on this' }).click();
  await page.getByRole('menuitem', { name: 'VAE', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('shapes');
  await expect(page.getByRole('combobox', { name: 'Picture size' })).toHaveValue('16');
});
