import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { expect, launchBrowser, test } from '../story.ts';
import { askStudio, startStudio } from '../studio-process.ts';

const windows = 8;
const refused = /started anew and does not know this browser/;

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
  let studio = await startStudio({ workspace });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(studio.address);
    await expect(page.getByText('Nothing is training')).toBeVisible();
    const places = page.getByRole('navigation', { name: 'Places' });
    const examples = page.getByRole('region', { name: /^Examples of / });
    await places.getByRole('link', { name: 'Data' }).click();
    await expect(examples.getByRole('img').first()).toBeVisible();
    await places.getByRole('link', { name: 'Runs' }).click();
    await studio.stop();
    studio = await startStudio({ workspace, port: Number(new URL(studio.address).port) });
    await expect(page.getByText(/started anew: open the new address/)).toBeVisible();
    // A deed that is refused says so in passing, a question where its answer would stand.
    await page.getByRole('button', { name: 'Train two sample runs' }).click();
    await expect(page.getByText(refused).first()).toBeVisible();
    await places.getByRole('link', { name: 'Data' }).click();
    await expect(page.getByRole('main').getByText(refused)).toBeVisible();
    const other = await context.newPage();
    await other.goto(studio.address);
    await page.bringToFront();
    await expect(page.getByText(/started anew/)).toHaveCount(0);
    await expect(examples.getByRole('img').first()).toBeVisible();
  } finally {
    await browser.close();
    await studio.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
});
