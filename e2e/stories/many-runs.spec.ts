import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { seedWorkspace } from '../../app/seed.ts';
import { openStore } from '../../app/store/open-store.ts';
import { expect, expectAccessible, test as one } from '../story.ts';
import { startStudio } from '../studio-process.ts';

/** The studio on a workspace of forty made-up runs. */
const test = one.extend<object, { many: { address: string; ids: string[] } }>({
  many: [
    async ({}, use) => {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-many-'));
      const store = openStore({ folder: workspace, now: Date.now });
      const ids = seedWorkspace(store, { runs: 40, seed: 5, whole: 40 });
      store.runs.patch(ids[39], { name: 'a name of many words, as people who train a lot of networks give them #3 again' });
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

for (const [width, height] of [
  [1280, 800],
  [1920, 1080],
]) {
  test(`forty runs are compared at ${width} × ${height}: every chart and every name has its room`, async ({ page, many }) => {
    await page.setViewportSize({ width, height });
    await page.goto(new URL(`/compare?runs=${many.ids.join(',')}`, many.address).href);
    const surfaces = page.getByRole('region', { name: /: Critic surface$/ });
    await expect(surfaces.getByRole('figure').first()).toContainText('real');
    await expect(page.getByRole('figure', { name: /^weights\// })).toContainText('the reference');

    // What is said about a picture stands below it, and each picture is large enough to be read.
    const figures = await page.getByRole('figure').evaluateAll((all) =>
      all.map((figure) => {
        const box = (element: Element | null | undefined) => element?.getBoundingClientRect();
        const plot = box(figure.querySelector('[data-chart]'));
        const caption = box(figure.lastElementChild);
        const name = figure.querySelector('figcaption span');
        return {
          name: figure.getAttribute('aria-label'),
          width: plot?.width ?? 0,
          height: plot?.height ?? 0,
          isCovered: plot !== undefined && caption !== undefined && caption.top < plot.bottom - 1,
          isBelow: (caption?.bottom ?? 0) > (box(figure)?.bottom ?? 0) + 1,
          isNamed: name !== null && name.clientWidth >= Math.min(name.scrollWidth, 140),
        };
      }),
    );
    expect(figures.length).toBeGreaterThan(4);
    expect(
      figures.filter(
        ({ isCovered, isBelow, isNamed, ...plot }) => isCovered || isBelow || !isNamed || plot.width < 190 || plot.height < 70,
      ),
    ).toEqual([]);
    await expectRoom(page);
    await expectAccessible(page);
  });
}

for (const path of ['/runs', '/runs/new', '/data', '/sweeps/new', '/settings', '/labs', '/latents']) {
  test(`${path} at 1280: nothing runs off the page, and no text is cut beside free room`, async ({ page, many }) => {
    await page.goto(new URL(path, many.address).href);
    await expect(page.getByRole('main').getByRole('button').or(page.getByRole('main').getByRole('link')).first()).toBeVisible();
    await expect(page.getByRole('main').getByRole('status').getByText('Loading…')).toHaveCount(0);
    await expectRoom(page);
  });
}

test('the table of runs opens with the newest run beside it, its name in full', async ({ page }) => {
  await expect(page.getByRole('complementary', { name: 'Preview' }).getByRole('heading', { level: 2 })).toContainText(
    'a name of many words',
  );
  await expect(page.getByRole('complementary', { name: 'Preview' }).getByRole('figure').first()).toBeVisible();
  await expectAccessible(page);
});

test('over plain http, where a page may not touch the clipboard, a link is copied and a view is saved', async ({ page, many }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
    Object.defineProperty(Crypto.prototype, 'randomUUID', { value: undefined });
  });
  await page.goto(new URL(`/compare?runs=${many.ids.slice(0, 2).join(',')}`, many.address).href);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy the link of this view' }).click();
  await expect(page.getByText('Copied the link of this view.')).toBeVisible();

  await page.evaluate(() => Object.defineProperty(Document.prototype, 'execCommand', { value: () => false }));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy the link of this view' }).click();
  await expect(page.getByRole('textbox', { name: /Copy it by hand/ })).toHaveValue(/\/compare\?runs=/);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('mine');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved the view “mine”.')).toBeVisible();
});

test('what went wrong stays until it is read, unfolds, and can be copied', async ({ page, many }) => {
  const problem = {
    code: 'failed',
    sentence: 'The studio met a fault of its own. The details say where.',
    issues: [],
    details: 'Error: at line 7',
  };
  await page.route('**/api/exports', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
  await page.goto(new URL(`/compare?runs=${many.ids[0]}`, many.address).href);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'All their series as CSV' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The details say where.' });
  await alert.getByText('Details', { exact: true }).click();
  await expect(alert.getByText('Error: at line 7')).toBeVisible();
  await expectAccessible(page);
  await alert.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied the details.')).toBeVisible();
});

test('a number typed with its thousands parted is that number, or refused in words', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  const steps = page.getByRole('textbox', { name: 'Steps', exact: true });
  for (const text of ['10,000', '10 000', '10_000']) {
    await steps.fill(text);
    await steps.blur();
    await expect(steps).toHaveValue('10000');
    await steps.fill('5');
  }
  await steps.fill('1,5');
  await expect(steps).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('A decimal point is written as a point: 1.5')).toBeVisible();
});

/** Nothing wider than the window, no button cut, no line of text cut where its row has room left. */
async function expectRoom(page: Page): Promise<void> {
  const wrong = await page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page is wider than the window');
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const { overflowX, textOverflow, position } = getComputedStyle(element);
      const isCut =
        element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && overflowX === 'hidden' && position !== 'absolute';
      if (!isCut || (element.textContent ?? '').trim() === '') continue;
      const row = element.parentElement;
      const taken = [...(row?.children ?? [])].reduce((sum, child) => sum + child.getBoundingClientRect().width, 0);
      const isFree =
        textOverflow === 'ellipsis' && row !== null && getComputedStyle(row).display === 'flex' && row.clientWidth - taken > 60;
      if (isFree || element.closest('button') !== null) found.push(`cut: ${element.textContent?.trim().slice(0, 60)}`);
    }
    return found;
  });
  expect(wrong).toEqual([]);
}
