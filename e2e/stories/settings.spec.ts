import { expect, expectAccessible, test } from '../story.ts';

test('settings are kept, and the doctor measures each backend it finds', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Settings' }).click();
  const wasm = page.getByRole('row', { name: /wasm/ });
  await expect(wasm).toContainText(/\d ms/);
  await expectAccessible(page);

  const kept = page.getByRole('textbox', { name: 'Checkpoints kept' });
  await kept.fill('7');
  await kept.blur();
  await page.reload();
  await expect(kept).toHaveValue('7');
});

test('a library for native and cuda is looked for only when asked, and what setting it up takes is said first', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('libtorch on the processor')).toHaveCount(0);
  await page.getByRole('button', { name: 'Look for them' }).click();
  // A torch that is there, what would be fetched, or why neither can be: each machine has one of the three.
  await expect(
    page.getByText(/libtorch on the processor: (the torch .* can be used as it is|.* to fetch by your own pip|.*GANYMEDE_TORCH)/),
  ).toBeVisible();
  await expect(page.getByText(/libtorch on an NVIDIA GPU: .+/)).toBeVisible();
  await expectAccessible(page);
});
