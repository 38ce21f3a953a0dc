import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../story.ts';

const fixtures = join(import.meta.dirname, '../../app/importers/tensorboard/fixtures');
let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-import-story-'));
  cpSync(join(fixtures, 'lightning'), join(folder, 'logs'), { recursive: true });
  cpSync(join(fixtures, 'odd-corrupt', 'data'), join(folder, 'damaged'), { recursive: true });
  writeFileSync(join(folder, 'figures.csv'), 'round,loss,accuracy\n10,0.9,0.1\n20,0.8,0.2\n30,0.7,0.4\n');
  mkdirSync(join(folder, 'later'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pathsBox = (page: Page) => page.getByRole('textbox', { name: /Files and folders/ });

test('runs of another tool: seen before anything is written, taken in, and found again from the report', async ({ page }) => {
  await page
    .getByRole('main')
    .getByRole('link', { name: /Import/ })
    .click();
  await expect(page).toHaveURL(/\/runs\/import$/);
  await expectAccessible(page);
  await pathsBox(page).fill(`${join(folder, 'logs')}\n${join(folder, 'damaged')}`);
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await expect(page.getByText(/^3 runs, .+Nothing is written yet\.$/)).toBeVisible();
  const table = page.getByRole('table', { name: 'Runs that were found' });
  await expect(table.getByRole('row', { name: /version_0 TensorBoard 33 points in 6 series.+new/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'What will be left out, and why' }).getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  const before = await page.evaluate(async () => (await (await fetch('/api/runs')).json()).total);

  await page.getByRole('button', { name: 'Import 3 runs' }).click();
  await expect(page.getByText('3 runs found: 3 new, 0 that were there and went on.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'What was left out, and why' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Ended' }).getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);
  expect(await page.evaluate(async () => (await (await fetch('/api/runs')).json()).total)).toBe(before + 3);

  await page.getByRole('link', { name: 'Look there again' }).click();
  await expect(page.getByText(/All of them are here already/)).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Show the runs' }).click();
  await expect(page.getByText('3 runs', { exact: true })).toBeVisible();
  await expect(page.getByText('version_0').first()).toBeVisible();
});

test('an empty folder is watched: what is written there later comes in, until it is stopped', async ({ page }) => {
  await page.keyboard.press('i');
  const later = join(folder, 'later');
  await pathsBox(page).fill(join(folder, 'nowhere'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('alert')).toContainText('There is nothing at');
  await pathsBox(page).fill(later);
  await page.getByRole('checkbox', { name: /Watch/ }).check();
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByText(/^Watching\. /)).toBeVisible();
  cpSync(join(fixtures, 'tf2-basic'), later, { recursive: true });
  const going = page.getByRole('list', { name: 'Going on' }).getByRole('listitem').filter({ hasText: 'later' });
  await expect(going.getByText(/Watching, [1-9]\d* runs?/)).toBeVisible();
  await expectAccessible(page);
  await going.getByRole('button', { name: 'Stop watching' }).click();
  await expect(page.getByText(/It is watched no longer; what came in stays\./)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Show the runs' })).toBeVisible();
});

test('a table: what its columns are taken for is said, and another choice is looked at before it is taken in', async ({ page }) => {
  await page.goto(new URL(`/runs/import?paths=${encodeURIComponent(join(folder, 'figures.csv'))}`, page.url()).href);
  const row = page.getByRole('table', { name: 'Runs that were found' }).getByRole('row', { name: /figures/ });
  await expect(row.getByText('6 points in 2 series')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Step' }).locator('option').first()).toHaveText(/round/);
  await page.getByRole('combobox', { name: 'Step' }).focus();
  await page.getByRole('combobox', { name: 'Step' }).selectOption('None: rows are counted');
  await expect(row.getByText('9 points in 3 series')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Step' })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import 1 run' }).click();
  await page.getByRole('link', { name: 'Show the runs' }).click();
  await expect(page.getByText('1 run', { exact: true })).toBeVisible();
});

test('what is dropped: a browser says that it cannot tell where it lies; the desktop looks there at once', async ({ page }, info) => {
  test.skip(info.project.name === 'electron', 'a drop that a script makes has no path there');
  await drop(page, 'events.out');
  await expect(page.getByText(/A browser does not tell where “events\.out” lies/)).toBeVisible();
  await expect(pathsBox(page)).toBeFocused();
  await expect(page.getByRole('button', { name: 'Choose a folder…' })).toHaveCount(0);

  // What the preload exposes, as far as this page asks for it.
  await page.evaluate(
    (logs) => {
      const desktop = { platform: 'linux', pathFor: () => logs, pickPath: () => Promise.resolve(logs), reveal: () => Promise.resolve() };
      Object.assign(window, { desktop });
    },
    join(folder, 'logs'),
  );
  await drop(page, 'logs');
  await expect(page.getByText(/^2 runs, /)).toBeVisible();
  await expect(pathsBox(page)).toHaveValue(join(folder, 'logs'));
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByText('Import runs', { exact: true }).click();
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(page.getByText(/^2 runs, /)).toBeVisible();
});

async function drop(page: Page, name: string): Promise<void> {
  const data = await page.evaluateHandle((fileName) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], fileName));
    return transfer;
  }, name);
  await expect(
    page
      .getByRole('main')
      .getByRole('link', { name: /Import/ })
      .or(pathsBox(page))
      .first(),
  ).toBeVisible();
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await expect(page.getByText(/Drop it to see which runs are in it/)).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}
