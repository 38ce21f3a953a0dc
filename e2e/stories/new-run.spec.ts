import { expect, expectAccessible, test } from '../story.ts';

test('an empty workspace says what will be here and offers the next step', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('link', { name: 'Set up a run of your own' })
    .or(page.getByRole('button', { name: 'Set up a run of your own' }))
    .click();
  await expect(page).toHaveURL(/\/runs\/new/);
});

test('a newcomer sets up a run, is told what is wrong where it stands, and starts it', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByRole('button', { name: /^WGAN with weight clipping/ }).click();
  await expect(
    page
      .getByRole('textbox', { name: 'Clipping bound c' })
      .or(page.getByRole('textbox', { name: /clip|bound/i }))
      .first(),
  ).toBeVisible();

  // The numbers of the paper, each with its source.
  await page.getByRole('radiogroup', { name: 'Defaults' }).getByText('Published numbers').click();
  await expect(page.getByText('arXiv:1701.07875').first()).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Defaults' }).getByText('Small: minutes').click();

  const batch = page.getByRole('textbox', { name: 'Batch', exact: true });
  await batch.fill('0');
  await expect(batch).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
  await batch.fill('32');
  await expect(batch).not.toHaveAttribute('aria-invalid', 'true');

  // What it will cost is measured before it is started, and the data drawn.
  await expect(page.getByText('Measured by a few real steps')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('60');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('first clip');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/(?!new)\w+/);
  await expect(page.getByText('first clip').first()).toBeVisible();

  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
  const row = page.getByRole('row', { name: /first clip/ });
  await expect(row).toContainText('60');
  await expect(page.getByText('Nothing is training')).toBeVisible();
  await expectAccessible(page);
});

test('a run that ends when samples and data can’t be told apart', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByRole('button', { name: /^GMMN \(/ }).click();
  await page.getByRole('checkbox', { name: 'End early' }).check();
  await page.getByRole('combobox', { name: 'When' }).selectOption('mmd2');
  const level = page.getByRole('textbox', { name: 'Level α' });
  await level.fill('0.9');
  await expect(page.getByText('stop.level is 0.9; it takes at most 0.5.').first()).toBeVisible();
  await level.fill('0.005');
  await page.getByRole('combobox', { name: 'Kernel of the test' }).selectOption('median');
  await page.getByRole('textbox', { name: 'Times on end' }).fill('1');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('until none can tell');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText(/indistinguishable at level 0\.005/).first()).toBeVisible();
});

test('measuring on each backend ends with the config that it was asked for', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByRole('button', { name: /^WGAN with weight clipping/ }).click();
  await expect(page.getByText('Measured by a few real steps')).toBeVisible();
  const asked: { batch: number | undefined; backend: string }[] = [];
  let letFirstGo = () => {};
  const isChanged = new Promise<void>((resolve) => {
    letFirstGo = resolve;
  });
  await page.route('**/api/configs/describe', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const { config } = route.request().postDataJSON() as { config: { backend: string; params: { batch?: number } } };
    asked.push({ batch: config.params.batch, backend: config.backend });
    if (asked.length === 1) await isChanged;
    return route.continue().catch(() => undefined);
  });
  await page.getByRole('button', { name: 'Measure on each backend' }).click();
  await expect.poll(() => asked.length).toBe(1);
  await page.getByRole('textbox', { name: 'Batch', exact: true }).fill('33');
  await expect.poll(() => asked.some(({ batch }) => batch === 33)).toBe(true);
  letFirstGo();
  await expect(page.getByRole('button', { name: 'Measure on each backend' })).toBeVisible();
  await page.getByRole('button', { name: 'Measure on each backend' }).click();
  await expect.poll(() => asked.filter(({ batch }) => batch === 33).length).toBeGreaterThan(2);
  expect(asked.filter(({ batch }) => batch !== 33)).toHaveLength(1);
});
