import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { encode } from 'fast-png';
import { writeWav } from '../../shared/wav.ts';
import { expect, expectAccessible, test } from '../story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-own-story-'));
  for (let at = 0; at < 4; at += 1) {
    write(`pairs/A/${at}.png`, square(60 * at, 30));
    write(`pairs/B/${at}.png`, square(30, 60 * at));
    write(`captioned/${at}.png`, square(60 * at, 90));
  }
  write('pairs/A/alone.png', square(0, 0));
  write('captioned/captions.csv', 'file_name,caption\n0.png,dark green\n1.png,green\n2.png,"olive, nearly"\n3.png,pink\n');
  for (const [name, hertz] of [
    ['low', 150],
    ['high', 600],
  ] as const)
    write(
      `sounds/${name}/a.wav`,
      writeWav(
        Float32Array.from({ length: 8000 }, (_, at) => 0.7 * Math.sin((2 * Math.PI * hertz * at) / 8000)),
        8000,
      ),
    );
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function square(red: number, blue: number): Uint8Array {
  return encode({
    width: 24,
    height: 24,
    data: Uint8Array.from({ length: 24 * 24 * 3 }, (_, at) => [red, 120, blue][at % 3]),
    channels: 3,
  });
}

/** Opens the form on a recipe and a dataset from the disk. */
async function choose(page: Page, recipe: string, title: RegExp, dataset: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByRole('textbox', { name: 'Find a recipe' }).fill(recipe);
  await page.getByRole('button', { name: title }).click();
  await page.getByRole('combobox', { name: 'Dataset' }).selectOption(dataset);
  await expect(page.getByText('Say where it is on your disk')).toBeVisible();
}

test('own pairs: the form asks where they are, shows them, says what was left out, and trains', async ({ page }) => {
  await choose(page, 'pix2pix', /^pix2pix/, 'paired-folders');
  const path = page.getByRole('textbox', { name: 'Path', exact: true });
  await path.fill(join(folder, 'gone'));
  await expect(page.getByText(/could not be opened: there is nothing at/).first()).toBeVisible();
  await path.fill(join(folder, 'pairs'));
  await expect(page.getByRole('img', { name: 'Examples of Folders of pairs' })).toBeVisible();
  await expect(page.getByText('4 examples', { exact: true })).toBeVisible();
  await expect(page.getByText('alone.png in A was left out: it has no partner in B.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('combobox', { name: 'Picture size' }).selectOption('16');
  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('4');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/(?!new)\w+/);
  await expect(page.getByText('All 4 steps are done.').first()).toBeVisible();
});

test('own sounds are seen and can be played, each under its class', async ({ page }) => {
  await choose(page, 'wavenet', /^WaveNet/, 'wav-folder');
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill(join(folder, 'sounds'));
  await expect(page.getByText('14 examples, 2 classes')).toBeVisible();
  const sounds = page.getByRole('list', { name: 'Examples of Folder of WAV' });
  await expect(sounds.getByRole('img', { name: 'Sound 1: waveform and spectrogram' })).toBeVisible();
  await expect(sounds.getByText(/^(low|high)$/).first()).toBeVisible();
  await expect(sounds.getByRole('button', { name: 'Play sound 1' })).toBeEnabled();
  await expectAccessible(page);
});

test('own captions stand beside their pictures', async ({ page }) => {
  await choose(page, 'captioning', /^Captioning/, 'captioned-folder');
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill(join(folder, 'captioned'));
  const list = page.getByRole('list', { name: 'Examples of Folder with captions' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await expect(list.getByText(/^(dark green|green|olive nearly|pink)$/)).toHaveCount(4);
  await expectAccessible(page);
});
