import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { clipping, enough, haveSamplePair, penalty } from '../sample-pair.ts';
import { expect, expectAccessible, test } from '../story.ts';

const endless = 'Goes on and on';

/** The whole first session of a newcomer, in its order; each story stands alone. */
test('two runs are trained and watched live', async ({ page }) => {
  await page.getByRole('button', { name: 'Train two sample runs' }).click();
  await page.getByRole('link', { name: clipping, exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the run' })).toHaveValue(clipping);

  // The first live point is on the screen while it trains.
  await expect(page.getByRole('img', { name: /^Exact W₁.* at step \d/ })).toBeVisible();
  await expect.poll(() => stepShown(page)).toBeGreaterThan(enough);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('main').getByRole('img', { name: 'paused', exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('main').getByRole('img', { name: 'stopped', exact: true }).first()).toBeVisible();

  // The queue goes on by itself.
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('link', { name: penalty, exact: true }).click();
  await expect.poll(() => stepShown(page)).toBeGreaterThan(enough);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('main').getByRole('img', { name: 'stopped', exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});

for (const [tab, what] of [
  ['Curves', 'Exact W₁'],
  ['Distributions', penalty],
  ['Samples', penalty],
  ['Surface', penalty],
  ['Transport plan', penalty],
  ['Config & log', 'criticSteps'],
] as const) {
  test(`a run is looked at: ${tab}`, async ({ page }) => {
    await haveSamplePair(page);
    await page.getByRole('link', { name: penalty, exact: true }).click();
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await expect(
      page
        .getByRole('tabpanel', { name: tab })
        .getByText(what)
        .first()
        .or(page.getByRole('figure', { name: what }).first())
        .first(),
    ).toBeVisible();
    await expectAccessible(page);

    // The view is in the address.
    await page.reload();
    await expect(page.getByRole('tab', { name: tab, exact: true })).toHaveAttribute('aria-selected', 'true');
  });
}

test('recorded steps are gone through by the keys of their slider', async ({ page }) => {
  await haveSamplePair(page);
  await page.getByRole('link', { name: penalty, exact: true }).click();
  await page.getByRole('tab', { name: 'Samples', exact: true }).click();
  const slider = page.getByRole('slider', { name: 'Step', exact: true });
  const newest = (await slider.getAttribute('aria-valuetext')) ?? '';
  await slider.press('ArrowLeft');
  await expect(slider).not.toHaveAttribute('aria-valuetext', newest);
  // What is no step is marked where it stands, and forgotten when the page moves on.
  const typed = page.getByRole('textbox', { name: 'Step', exact: true });
  await typed.fill('1e');
  await expect(typed).toHaveAttribute('aria-invalid', 'true');
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', newest);
  await expect(typed).toHaveAttribute('aria-invalid', 'false');
  await expect(typed).not.toHaveValue('1e');
});

test('the two are compared: why they differ is on one page', async ({ page }) => {
  await haveSamplePair(page);
  await compareBoth(page);
  const differs = page.getByRole('region', { name: 'Config' });
  await expect(differs).toContainText('lambda');
  await expect(differs).toContainText('clip');
  // In nothing else that both have: the pair is fair.
  for (const same of ['Rate', 'optimizer', 'beta', 'Decay', 'batch', 'criticSteps'])
    await expect(
      differs
        .locator('dl')
        .first()
        .locator('dt')
        .filter({ hasText: new RegExp(`^(critic|generator)?${same}`) }),
    ).toHaveCount(0);

  // Weights pile up at ±c under clipping and not under the penalty, in words with their share.
  const weights = page.getByRole('figure', { name: /^weights\/critic/ });
  await expect(weights).toContainText(/\d+ % of values at ±0\.1/);
  const shares = [...(await weights.innerText()).matchAll(/([\d.]+) % of values at ±0\.1/g)].map((match) => Number(match[1]));
  expect(shares).toHaveLength(2);
  expect(Math.max(...shares)).toBeGreaterThan(10);
  expect(Math.min(...shares)).toBeLessThan(2);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Clipping against penalty/ }).click();
  await expect(page.getByRole('region', { name: /Panel \d of \d/ })).not.toHaveCount(0);
  const address = page.url();

  // A deep link restores what was there.
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.getByRole('table', { name: 'Compared runs' }).getByRole('rowheader')).toHaveCount(2);
  await expectAccessible(page);
});

test('a panel that was removed comes back with one key', async ({ page }) => {
  await haveSamplePair(page);
  await compareBoth(page);
  const panels = page.getByRole('region', { name: /Panel \d of \d/ });
  await expect(panels).toHaveCount(4);
  await page.getByRole('button', { name: 'Remove Samples' }).click();
  await expect(panels).toHaveCount(3);
  await page.keyboard.press('z');
  await expect(panels).toHaveCount(4);
});

test('latents are walked live from a checkpoint', async ({ page }) => {
  await haveSamplePair(page);
  await page.getByRole('link', { name: penalty, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Latents' }).click();
  const place = page.getByRole('slider', { name: 'Place on the walk' });
  await expect(page.getByText(/ms from the slider to the screen/)).toBeVisible();
  const picture = page.getByRole('img', { name: new RegExp(`^${penalty}`) });
  const before = await picture.screenshot();
  await place.focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await picture.screenshot()).equals(before)).toBe(false);
  await expectAccessible(page);
  for (const mode of ['Plane', 'A − B + C']) {
    await page.getByRole('radiogroup', { name: 'Mode' }).getByText(mode).click();
    await expect(picture.first()).toBeVisible();
    await expectAccessible(page);
  }
});

test('a walk through points is taken home as GIF and as drawing', async ({ page }) => {
  await haveSamplePair(page);
  await page.getByRole('link', { name: penalty, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Latents' }).click();
  await expect(page.getByText(/ms from the slider to the screen/)).toBeVisible();
  for (const [item, beginning] of [
    ['Walk as GIF', 'GIF89a'],
    ['Way as SVG', '<svg'],
  ]) {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    expect(readFileSync(await (await saved).path(), 'latin1').slice(0, beginning.length)).toBe(beginning);
  }
});

test('a chart is resized by its corner and stays so, and notes are kept with their undo', async ({ page }) => {
  await haveSamplePair(page);
  await page.getByRole('link', { name: penalty, exact: true }).click();
  await page.getByRole('tab', { name: 'Curves', exact: true }).click();
  const corner = page.getByRole('button', { name: /^Resize Exact W₁/ });
  await corner.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/panes=4x5,w1%7E7x5/);
  const width = async () => (await corner.locator('..').boundingBox())?.width;
  const wide = await width();
  await page.reload();
  await expect.poll(width).toBe(wide);
  await page.getByRole('button', { name: 'Usual sizes' }).click();
  await expect.poll(width).toBeLessThan(wide ?? 0);

  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
  const notes = page.getByRole('textbox', { name: `Notes on ${penalty}` });
  const preview = () => row(page, penalty).click({ position: { x: 400, y: 10 } });
  await preview();
  await notes.fill('The critic rings at first.');
  await notes.press('Control+Enter');
  await expect(page.getByText(`Changed the notes of “${penalty}”.`)).toBeVisible();
  await page.reload();
  await preview();
  await expect(notes).toHaveValue('The critic rings at first.');
  await notes.fill('Changed');
  await notes.press('Control+Enter');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(notes).toHaveValue('The critic rings at first.');
});

test('a report, the series and a picture are taken home', async ({ page }) => {
  await haveSamplePair(page);
  await compareBoth(page);
  const report = await download(page, 'Report of the shown runs as HTML');
  expect(report).toContain('<!doctype html>');
  expect(report).toContain(clipping);
  expect(report).toContain('<svg');
  expect(report).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/);

  const series = await download(page, 'All their series as CSV');
  expect(series.split('\n')[0]).toContain('step');
  expect(series.split('\n').length).toBeGreaterThan(2 * enough);

  const figure = page.getByRole('figure', { name: /^Exact W₁/ }).first();
  await figure.getByRole('button', { name: /^Export and table/ }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save picture as SVG' }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain('<svg');
});

test('a run goes on from its checkpoint, also from the table, where an earlier one is offered if need be', async ({ page }) => {
  // More steps than any machine makes while somebody looks: it ends when it is stopped.
  await page.evaluate(async (name) => {
    const recording = { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0 };
    const config = { name, recipe: 'wgan', dataset: 'ring8', steps: 100_000_000, recording };
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/runs', { method: 'POST', headers, body: JSON.stringify({ config, start: 'now' }) });
  }, endless);
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await page.getByRole('link', { name: endless, exact: true }).click();
  await expect.poll(() => stepShown(page)).toBeGreaterThan(0);
  await stop.click();
  const resume = page.getByRole('button', { name: 'Resume', exact: true });
  await expect(resume).toBeVisible();
  const stopped = await stepShown(page);
  await resume.click();
  await expect.poll(() => stepShown(page)).toBeGreaterThan(stopped);
  await stop.click();
  await expect(resume).toBeVisible();
  const again = await stepShown(page);

  await page.route(
    '**/api/runs/*/resume',
    async (route) => {
      const run = new URL(route.request().url()).pathname.split('/').at(-2);
      const offer = { run, step: again, checkpoint: 1 };
      const problem = { code: 'damaged', sentence: 'The newest checkpoint is damaged.', issues: [], offer };
      await route.fulfill({ status: 409, json: problem, contentType: 'application/problem+json' });
    },
    { times: 1 },
  );
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
  await row(page, endless).hover();
  await row(page, endless).getByRole('button', { name: 'Resume from the last checkpoint' }).click();
  await page.getByRole('button', { name: /^Resume from step [\d\s]+ instead$/ }).click();
  await page.getByRole('link', { name: endless, exact: true }).click();
  await expect.poll(() => stepShown(page)).toBeGreaterThan(again);
  await stop.click();
  await expect(resume).toBeVisible();
});

test('a deleted run comes back', async ({ page }) => {
  await haveSamplePair(page);
  await row(page, clipping).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, clipping)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, clipping)).toHaveCount(1);
});

function row(page: Page, name: string): Locator {
  return page.getByRole('row', { name: new RegExp(`Select ${name}`) });
}

/** The number before the slash in the run's header. */
async function stepShown(page: Page): Promise<number> {
  const text = await page
    .getByText(/^\s*[\d\s]+\/\s*\d/)
    .first()
    .innerText();
  return Number(text.split('/')[0].replace(/\D/g, ''));
}

async function compareBoth(page: Page): Promise<void> {
  for (const name of [clipping, penalty]) await row(page, name).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('table', { name: 'Compared runs' }).getByRole('rowheader')).toHaveCount(2);
}

async function download(page: Page, item: string): Promise<string> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  return readFileSync(await (await saved).path(), 'utf8');
}
