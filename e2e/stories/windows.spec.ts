import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { expect, launchBrowser, test } from '../story.ts';
import { askStudio, startStudio } from '../studio-process.ts';

const windows = 8;

test('more windows than a browser has connections are all live', async ({ page, studio }, { project }) => {
  test.skip(project.name === 'electron', 'the desktop has one window');
  const pages = [page];
  while (pages.length < windows) {
    const next = await page.context().newPage();
    await next.goto(new URL('/runs', studio.address).href);
    pages.push(next);
  }
  for (const one of pages) {
    const status = await one.evaluate(() => fetch('/api/workspace').then((answer) => answer.status));
    expect(status).toBe(200);
    await expect(one.getByText('Nothing is training')).toBeVisible();
    await one.goto(new URL('/runs', studio.address).href);
  }
  const config = { name: 'seen in every window', recipe: 'wgan', dataset: 'ring8', steps: 1, backend: 'cpu' };
  await askStudio(studio.address, '/api/runs', { config });
  for (const one of pages) {
    await one.bringToFront();
    await expect(one.getByText('seen in every window').first()).toBeVisible();
  }
});

base('a studio that was started anew says so, and the page goes on when the new address is opened', async () => {
  base.skip(base.info().project.name === 'electron', 'the desktop has no address');
  const workspace = mkdtempSync(join(tmpdir(), 'ganymede-story-'));
  const before = await startStudio({ workspace });
  const port = Number(new URL(before.address).port);
  const browser = await launchBrowser();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(before.address);
  await expect(page.getByText('Nothing is training')).toBeVisible();
  await before.stop();
  const after = await startStudio({ workspace, port });
  await expect(page.getByText(/started anew: open the new address/)).toBeVisible();
  const other = await context.newPage();
  await other.goto(after.address);
  await page.bringToFront();
  await expect(page.getByText(/started anew/)).toBeHidden();
  await browser.close();
  await after.stop();
  rmSync(workspace, { recursive: true, force: true });
});
