import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { idxLabels, idxPictures } from '../../app/engine/datasets/test-files.ts';
import { openStandIn, publishedOf, type StandIn, stopAfter } from '../../app/published/stand-in.ts';
import { startStudio } from '../studio-process.ts';
import { test as base, expect, expectAccessible } from '../story.ts';

/** Files of MNIST's form, on a publisher of this machine; the studio knows their sums. */
const files = {
  'train-images-idx3-ubyte.gz': gzipSync(idxPictures(300, 28, 28), { level: 0 }),
  'train-labels-idx1-ubyte.gz': gzipSync(idxLabels(Array.from({ length: 300 }, (_, at) => at % 10))),
  't10k-images-idx3-ubyte.gz': gzipSync(idxPictures(1, 28, 28)),
  't10k-labels-idx1-ubyte.gz': gzipSync(idxLabels([1])),
};
const half = 100_000;

const test = base.extend<{ standIn: StandIn; data: string }>({
  standIn: async ({}, use) => {
    const standIn = await openStandIn(files);
    await use(standIn);
    await standIn.close();
  },
  data: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-data-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  studio: async ({ data }, use) => {
    const sets = join(data, 'sets.json');
    const published = publishedOf(files, ['http://nowhere.invalid/']);
    writeFileSync(sets, JSON.stringify([{ name: 'mnist', title: 'MNIST', published }]));
    const studio = await startStudio({ sets, env: { GANYMEDE_DATA: join(data, 'sets') } });
    await use(studio);
    await studio.stop();
  },
});
test('a set is fetched from a mirror, cancelled half way, gone on with, and looked at', async ({ page, standIn, data }, info) => {
  test.skip(info.project.name === 'electron', 'The sets are those of a studio of its own.');
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('link', { name: 'Settings' }).click();
  const mirror = page.getByRole('textbox', { name: 'Mirror for data' });
  await mirror.fill('the next room');
  await expect(page.getByText('It takes an address that begins with http:// or https://')).toBeVisible();
  await mirror.fill(standIn.address);
  await mirror.press('Enter');
  await expect(page.getByText('Kept the setting.')).toBeVisible();

  await places.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('navigation', { name: 'Datasets' }).getByRole('link', { name: 'MNIST to fetch', exact: true }).click();
  const card = page.getByRole('region', { name: 'Get MNIST' });
  await expect(card.getByText('CC BY-SA 3.0')).toBeVisible();
  await expect(card.getByText('Gradient-based learning applied to document recognition')).toBeVisible();
  await expect(card.getByText(`the mirror ${standIn.address}`)).toBeVisible();
  await expectAccessible(page);

  standIn.next.push(stopAfter(half));
  await card.getByRole('button', { name: 'Get MNIST' }).click();
  await expect(card.getByText(/^Fetching 100 KB of \d+ KB$/)).toBeVisible();
  await expectAccessible(page);
  await card.getByRole('button', { name: 'Cancel' }).click();
  await expect(card.getByRole('status')).toHaveText('Cancelled; what has come is kept, and is gone on from.');
  await card.getByRole('button', { name: 'Go on with MNIST (100 KB of' }).click();
  await expect(page.getByRole('img', { name: 'Examples of MNIST' })).toBeVisible();
  await expect(card).toHaveCount(0);
  await expect(page.getByText('Licence: CC BY-SA 3.0')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Classes' }).getByRole('row')).toHaveCount(10);
  expect(standIn.asked.map(({ path, from }) => [path, from])).toEqual([
    ['/mnist/train-images-idx3-ubyte.gz', null],
    ['/mnist/train-images-idx3-ubyte.gz', half],
    ['/mnist/train-labels-idx1-ubyte.gz', null],
    ['/mnist/t10k-images-idx3-ubyte.gz', null],
    ['/mnist/t10k-labels-idx1-ubyte.gz', null],
  ]);
  expect(readFileSync(join(data, 'sets', 'mnist', 'train-images-idx3-ubyte.gz')).equals(files['train-images-idx3-ubyte.gz'])).toBe(true);
});
