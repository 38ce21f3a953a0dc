import { expect, expectAccessible, test } from '../story.ts';

/** The smallest clipped critic whose weights are at their bound: a real run, ended by the rule that its config names. */
const config = {
  ...{ name: 'clipped', recipe: 'wgan', dataset: 'mixture-1d', steps: 400, backend: 'cpu' },
  params: { batch: 16, generatorWidth: 12, criticWidth: 12, criticSteps: 1 },
  recording: { metricsEvery: 0, distributionsEvery: 10, samplesEvery: 20 },
  stop: { test: 'health', rules: ['clip saturation'] },
};

test('a run whose critic is at its bounds is ended by the rule, found by a query, and shows where', async ({ page }) => {
  await page.evaluate(
    (body) => fetch('/api/runs', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    JSON.stringify({ config, start: 'now' }),
  );
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
  const query = page.getByRole('textbox', { name: 'Filter runs' });
  await query.fill('"clip saturation" in health');
  await query.press('Enter');
  const row = page.getByRole('row', { name: /clipped/ });
  await expect(row).toContainText('clip saturation');
  await row.getByRole('link', { name: 'clipped' }).click();

  await expect(page.getByText(/^The stop rule held at step \d+: clip saturation\./)).toBeVisible();
  const health = page.getByRole('region', { name: 'Health' });
  await expect(health).toContainText(/\d+ % of the weights critic\/dense\d\/kernel lie at the clipping bound ±0.01 at step \d+/);
  await expectAccessible(page);
  const shown = health.getByRole('link', { name: /^weights\/critic\/dense\d\/kernel at step/ });
  await shown.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tab=distributions/);
  await expect(page).toHaveURL(/step=\d+/);
  await expect(page.getByRole('tab', { name: 'Distributions' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('figure', { name: /weights\/critic\/dense\d\/kernel|clipped/ }).first()).toBeVisible();

  await page.getByRole('tab', { name: 'Curves' }).click();
  const system = page.getByRole('region', { name: 'System' });
  await system.scrollIntoViewIfNeeded();
  await expect(system.getByRole('figure', { name: /^Memory, trainer/ })).toBeVisible();
  await expect(system).toContainText('MiB');
});

test('a new run may be told to end by health rules', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByLabel('End early').check();
  await page.getByLabel('When', { exact: true }).selectOption('health');
  await page.getByLabel('Clip saturation').check();
  await page.getByLabel('Loss not finite').uncheck();
  await expect(page.getByRole('main')).toContainText(/stop:\s+test: health\s+rules:\s+- clip saturation/);
  await expectAccessible(page);
});
