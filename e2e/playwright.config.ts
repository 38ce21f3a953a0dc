import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The same stories through two doors. The electron project is there as soon as Electron's own binary is. */
const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const hasElectron = existsSync(join(electronFolder, 'path.txt')) || process.env.ELECTRON_OVERRIDE_DIST_PATH !== undefined;
if (!hasElectron && process.env.TEST_WORKER_INDEX === undefined) {
  console.log('Project electron is left out: the Electron runtime is not on this machine. The browser project runs every story.');
}

export default defineConfig({
  testDir: 'stories',
  outputDir: '../test-results',
  // A story waits for training as often as it computes.
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  // No story is about time: what is waited for comes, on slow and busy machines later. These end only what hangs.
  timeout: 1_200_000,
  expect: { timeout: 300_000 },
  reporter: [['list']],
  // A trace of each step costs a fifth of a story: `npm test -- e2e/stories/NAME.spec.ts --trace on` keeps one.
  use: { viewport: { width: 1280, height: 800 }, trace: 'off', screenshot: 'only-on-failure' },
  projects: [{ name: 'browser' }, ...(hasElectron ? [{ name: 'electron' }] : [])],
});
