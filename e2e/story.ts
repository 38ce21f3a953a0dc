import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { _electron, type Browser, chromium, test as base, expect, type Page } from '@playwright/test';
import { type StudioProcess, startStudio } from './studio-process.ts';

type Studios = (file: string) => Promise<{ address: string }>;

/** One studio a file of stories, one browser a worker, one page without a past a story; in the electron project the page is the desktop window's. */
export const test = base.extend<{ studio: { address: string }; page: Page }, { studios: Studios; openBrowser: () => Promise<Browser> }>({
  studios: [
    async ({}, use, worker) => {
      let current: { file: string; studio: StudioProcess } | null = null;
      await use(async (file) => {
        if (worker.project.name === 'electron') return { address: 'studio://app/' };
        if (current?.file !== file) {
          await current?.studio.stop();
          current = { file, studio: await startStudio() };
        }
        return current.studio;
      });
      // Read anew: the closure above set it.
      await (current as { studio: StudioProcess } | null)?.studio.stop();
    },
    { scope: 'worker' },
  ],

  openBrowser: [
    async ({}, use) => {
      let open: Browser | null = null;
      await use(async () => {
        if (!open?.isConnected()) open = await launchBrowser();
        return open;
      });
      await (open as Browser | null)?.close();
    },
    { scope: 'worker' },
  ],

  studio: async ({ studios }, use, info) => use(await studios(info.file)),

  page: async ({ studio, openBrowser, viewport }, use, info) => {
    const problems: string[] = [];
    const watch = (page: Page) => {
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) problems.push(message.text());
      });
    };
    if (info.project.name === 'electron') {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-story-'));
      const { ELECTRON_RUN_AS_NODE: _unused, ...environment } = process.env as Record<string, string>;
      const root = resolve(import.meta.dirname, '..');
      const electron = await _electron.launch({
        executablePath: createRequire(import.meta.url)('electron') as string,
        args: ['.', '--workspace', workspace, `--user-data-dir=${join(workspace, 'user-data')}`],
        cwd: root,
        env: { ...environment, GANYMEDE_TRUST: join(workspace, 'trusted') },
      });
      const page = await electron.firstWindow();
      watch(page);
      await use(page);
      await electron.close();
      rmSync(workspace, { recursive: true, force: true });
    } else {
      const context = await (await openBrowser()).newContext({ viewport, acceptDownloads: true });
      const page = await context.newPage();
      watch(page);
      await page.goto(studio.address);
      await use(page);
      await context.close();
    }
    expect(problems, 'errors on the page').toEqual([]);
  },
});

export { expect };

/** The browser that npm test found or fetched. Background networking off: the stories never need the network. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.GANYMEDE_BROWSER || undefined,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** No violation of serious or critical level. Charts are canvases: what they say stands in the tables behind them. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Sets up a run by its YAML and waits for its end. */
export async function train(page: Page, yaml: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  const editor = page.getByRole('textbox', { name: 'Config as YAML' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(yaml);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/(?!new\b)\w/);
  await expect(page.getByText(/All \d+ steps are done\./).first()).toBeVisible();
}
