import { expect, expectAccessible, test } from '../story.ts';

const plan = `name: Depths
base:
  dataset: ring8
  steps: 30
  recording: { metricsEvery: 30, featuresEvery: 0, samplesEvery: 0, distributionsEvery: 0 }
variants:
  gan: { recipe: gan-non-saturating }
  penalty: { recipe: wgan-gp }
vary:
  params.judgeDepth: { values: [1, DEPTH] }
`;

test('a sweep: a wrong plan is told by its key, a right one is trained, and its table says who kept the bar', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Sweeps' }).click();
  await expect(page.getByRole('heading', { name: 'Many runs from one plan' })).toBeVisible();
  await page.getByRole('link', { name: 'Write a plan' }).click();
  const editor = page.getByRole('textbox', { name: 'Plan of the sweep as YAML' });

  await editor.fill(plan.replace('DEPTH', '-2'));
  await expect(page.getByRole('alert')).toContainText('at params.judgeDepth = -2 makes no sense');
  await expect(page.getByRole('button', { name: /^Queue/ })).toBeDisabled();

  await editor.fill(plan.replace('DEPTH', '2'));
  await expect(page.getByRole('button', { name: 'Queue 4 runs' })).toBeEnabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Queue 4 runs' }).click();

  await expect(page.getByText('4 of 4 ended')).toBeVisible();
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1).getByRole('link')).toHaveText([/^\d/, /^\d/]);
  await page.getByRole('textbox', { name: 'The bar' }).fill('1000');
  await expect(page.getByText('both', { exact: true }).locator('..')).toContainText('2');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'The bar' })).toHaveValue('1000');
  await expectAccessible(page);
  await rows.nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/runs\//);
});
