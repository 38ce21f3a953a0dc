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
