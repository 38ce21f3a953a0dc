import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, expect as see, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type StudioProcess, startStudio } from '../studio-process.ts';
import { lasting, preempt, slurm } from './desk.ts';

/** As a person sees it: a profile, a run that waits, trains and is preempted, a sweep. `GANYMEDE_PICTURES` names a folder that takes pictures of it. */
let studio: StudioProcess;
let browser: Browser;
let page: Page;
const pictures = process.env.GANYMEDE_PICTURES;

beforeAll(async () => {
  studio = await startStudio();
  browser = await chromium.launch({ executablePath: process.env.GANYMEDE_BROWSER, args: ['--no-sandbox'] });
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(studio.address);
});
afterAll(async () => {
  // Where a story broke off in the middle.
  await slurm('scontrol', 'update', 'node=node1', 'state=resume').catch(() => {});
  await browser?.close();
  await studio?.stop();
});

async function seen(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}-${width}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

it('a profile in Settings', async () => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add a profile' }).click();
  const form = page.getByRole('form', { name: 'New profile' });
  await form.getByRole('textbox', { name: 'Time limit' }).fill('soon');
  await form.getByRole('button', { name: 'Keep' }).click();
  await see(form.getByText('It needs a name.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('small');
  await form.getByRole('textbox', { name: 'Time limit' }).fill('20m');
  await form.getByRole('textbox', { name: 'Memory' }).fill('600M');
  await form.getByRole('textbox', { name: 'Cores' }).fill('1');
  await form.getByRole('textbox', { name: 'Of a sweep at once' }).fill('2');
  await seen('profile-form');
  await form.getByRole('button', { name: 'Keep' }).click();
  await see(page.getByText('20m · 1 core · 600M')).toBeVisible();
  await seen('profiles');
});

it('a run that waits, trains, is preempted and goes on', async () => {
  await slurm('scontrol', 'update', 'node=node1', 'state=drain', 'reason=cleaning');
  await page.goto(new URL('/runs/new', studio.address).href);
  await page.getByRole('combobox', { name: 'Where it trains' }).selectOption('slurm:small');
  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('20000');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('on the cluster');
  await seen('new-run');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await see(page.getByText(/Waits in Slurm as job \d+ \(.+\)\./)).toBeVisible({ timeout: 60_000 });
  await seen('waits');
  await slurm('scontrol', 'update', 'node=node1', 'state=resume');
  await see(page.getByText(/Trains in Slurm, job \d+ on/)).toBeVisible({ timeout: 60_000 });
  await see(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  await see(page.getByText(/steps\/s|ms\/step/).first()).toBeVisible({ timeout: 60_000 });
  await seen('trains');
  await preempt();
  await see(page.getByText(/Preempted at step [\d,]+; waits again/)).toBeVisible({ timeout: 60_000 });
  await see(page.getByText(/Put back into the queue once/)).toBeVisible({ timeout: 60_000 });
  await seen('again');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await see(page.getByText(/^Stopped after step/).first()).toBeVisible({ timeout: 60_000 });
});

it('a sweep', async () => {
  await page.goto(new URL('/sweeps/new', studio.address).href);
  const { name: _, ...base } = { ...lasting, steps: 100 };
  await page
    .getByRole('textbox', { name: 'Plan of the sweep as YAML' })
    .fill(stringify({ name: 'by the queue', base, seeds: [1, 2, 3, 4] }));
  await page.getByRole('combobox', { name: 'Where it trains' }).selectOption('slurm:small');
  await page.getByRole('button', { name: 'Queue 4 runs' }).click();
  await see(page.getByText(/4 of 4|4\/4/).first()).toBeVisible({ timeout: 120_000 });
  await seen('sweep');
});
