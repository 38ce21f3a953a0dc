import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectAccessible, test } from '../story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-own-files-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataset = (radius: string) => `import { defineDataset, gaussianMixture } from 'ganymede';

export default defineDataset({
  name: 'two-heaps',
  title: 'Two heaps',
  kind: 'points',
  open: () => gaussianMixture({ dimensions: 2, centers: new Float32Array([-1, 0, 1, 0]), deviation: ${radius}, region: [-2, 2, -2, 2] }),
});
`;

test('a file of one’s own is read, trusted, chosen, changed, and told where it is wrong', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Another folder' }).fill(folder);
  await page.getByRole('button', { name: 'Add folder' }).click();
  await expect(page.getByRole('list', { name: 'Folders' })).toContainText(folder);

  writeFileSync(join(folder, 'two-heaps.ts'), dataset('0.1'));
  const own = page.getByRole('list', { name: 'Your own files' });
  await expect(own).toContainText('not trusted yet: nothing of it has run');
  await own.getByRole('button', { name: 'Read and trust two-heaps' }).click();
  await expect(page.getByRole('region', { name: 'Text of the file' })).toContainText("name: 'two-heaps'");
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have read it: trust it' }).click();
  await expect(own).toContainText('dataset two-heaps');

  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByRole('combobox', { name: 'Dataset' }).selectOption('two-heaps');
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('two-heaps');

  // Changed under the open form: asked about again, by what has changed.
  writeFileSync(join(folder, 'two-heaps.ts'), dataset('0.2'));
  const waiting = page.getByRole('list', { name: 'Your own files that wait for a look' });
  await expect(waiting).toContainText('changed since it was trusted');
  await waiting.getByRole('button', { name: 'Read and trust two-heaps' }).click();
  const difference = page.getByRole('region', { name: 'What has changed' });
  await expect(difference).toContainText('deviation: 0.1');
  await expect(difference).toContainText('deviation: 0.2');
  await page.getByRole('button', { name: 'I have read it: trust it' }).click();
  await expect(waiting).toHaveCount(0);

  // A slip of the pen stands in the form at its line.
  writeFileSync(
    join(folder, 'two-heaps.ts'),
    readFileSync(join(folder, 'two-heaps.ts'), 'utf8').replace("title: 'Two heaps',", 'title: = 3,'),
  );
  await expect(waiting).toContainText(/Line 5: .+/);
  await expectAccessible(page);
});
