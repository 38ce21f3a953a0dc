import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../story.ts';

const titles = ['Moving earth', 'Segments parting', 'Lipschitz lines', 'Two clouds', 'Saddle orbits'];

test('every laboratory is reached without a run, asks nothing of the studio and can be used by all', async ({ page }) => {
  await openLabs(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const title of titles) {
    await page.getByRole('navigation', { name: 'Laboratories' }).getByRole('link', { name: title }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached();
    await expect(page.locator('canvas').first()).toBeVisible();
    await expectAccessible(page);
  }
  expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);
});

test('earth is moved by hand: the cost follows, the plan stays exact, and the link brings it back', async ({ page }) => {
  await openLabs(page);
  const cheapest = page.getByRole('figure', { name: /^The cheapest plan/ });
  await expect(cheapest).toContainText('costs 0.2768');

  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const bar = page.getByRole('slider', { name: 'Q, place 2' });
  const box = await bar.boundingBox();
  if (!box) throw new Error('The bar has no place on the page.');
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 2.5, box.y + box.height * 0.9, { steps: 12 });
  await page.mouse.up();
  await expect(cheapest).not.toContainText('costs 0.2768');
  await page.getByRole('slider', { name: 'P, place 1', exact: true }).focus();
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('slider', { name: 'P, place 1', exact: true })).toHaveAttribute('aria-valuenow', '6');
  await page.getByRole('slider', { name: 'ε, the price of sharpness' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('figure', { name: /^Entropic, ε = 0.003/ })).toBeVisible();
  const said = await page.getByRole('figure', { name: /^Entropic/ }).innerText();
  expect(Number(said.match(/sums right to ([\d.]+)e−(\d+)/)?.[2])).toBeGreaterThanOrEqual(9);
  expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);

  await expect(page).toHaveURL(/epsilon=0\.003/);
  const cost = await cheapest.getAttribute('aria-label');
  await page.reload();
  await expect(cheapest).toHaveAttribute('aria-label', cost ?? '');
  await expect(page.getByRole('slider', { name: 'P, place 1', exact: true })).toHaveAttribute('aria-valuenow', '6');
});

test('the segments part: three distances say the same, W₁ follows', async ({ page }) => {
  await openLabs(page);
  await page.getByRole('link', { name: 'Segments parting' }).click();
  const theta = page.getByRole('slider', { name: 'Segment Q, distance θ' });
  await theta.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('figure', { name: 'W₁ = 1.4, length' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'JS = 0.69315, nats' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'KL = ∞, nats' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'TV = 1, share' })).toBeVisible();
});

test('a saddle orbit plays under reduced motion as a jump, otherwise step by step', async ({ page }) => {
  await openLabs(page);
  await page.getByRole('link', { name: 'Saddle orbits' }).click();
  await expect(page.getByText('It moves away from the equilibrium')).toBeVisible();
  await page.getByRole('combobox', { name: 'Method' }).selectOption('extragradient');
  await expect(page.getByText('It comes nearer to the equilibrium')).toBeVisible();
  const step = page.getByRole('slider', { name: 'Step of the orbit' });
  await page.keyboard.press('Escape');
  const seen = await step.evaluateHandle((slider) => {
    const places: number[] = [];
    new MutationObserver(() => places.push(Number(slider.getAttribute('aria-valuenow')))).observe(slider, { attributes: true });
    return places;
  });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => seen.evaluate((places) => places.at(-1))).toBe(300);
  expect((await seen.jsonValue()).filter((place) => place > 0 && place < 300).length).toBeGreaterThan(1);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await step.focus();
  await page.keyboard.press('Home');
  await expect(step).toHaveAttribute('aria-valuenow', '0');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(step).toHaveAttribute('aria-valuenow', '300');
});

async function openLabs(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Labs' }).click();
  await expect(page.getByRole('navigation', { name: 'Laboratories' })).toBeVisible();
}
