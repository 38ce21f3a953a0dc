import { readFileSync } from 'node:fs';
import { expect, expectAccessible, test, train } from '../story.ts';

const recording = 'recording: { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 20, checkpointEvery: 20 }';

test('the map of a VAE opens the lab at the latent that was clicked; the plane is walked by keys and pinned', async ({ page }) => {
  await train(
    page,
    `recipe: vae\ndataset: { name: stroke-digits, params: { size: 16 } }\nparams: { encoderWidth: 16, decoderWidth: 16 }\nsteps: 20\n${recording}`,
  );
  await expect(page.getByRole('link', { name: /Auto-Encoding Variational Bayes.*arXiv:1312\.6114/ })).toHaveAttribute(
    'href',
    'https://arxiv.org/abs/1312.6114',
  );
  await expect(page.getByText('codec minimises')).toBeVisible();
  await page.getByRole('tab', { name: 'Side by side' }).click();
  await page.getByText('Map of the latent plane').click();
  const map = page.getByRole('img', { name: /^Map of the latent plane: 12 rows/ });
  const box = (await map.boundingBox())!;
  // The first picture of the top row: the lowest first latent, the highest second one.
  await map.click({ position: { x: box.width / 24, y: box.height / 24 } });
  await expect(page).toHaveURL(/\/latents\?checkpoints=\d+&mode=plane&place=-1\.732,1\.732/);
  const pad = page.getByRole('slider', { name: /^Place on the plane of latents/ });
  await expect(pad).toHaveAttribute('aria-valuetext', '-1.73 across, 1.73 up');
  await pad.focus();
  await page.keyboard.press('ArrowRight');
  await expect(pad).toHaveAttribute('aria-valuetext', '-1.67 across, 1.73 up');
  await page.getByRole('button', { name: 'Pin this place' }).click();
  await expect(page.getByRole('button', { name: /^Pin 5, at -1\.672, 1\.732/ })).toBeVisible();
  await page.getByRole('button', { name: 'From the data' }).click();
  await expect(page.getByRole('img', { name: 'Real examples' })).toBeVisible();
  await page.getByRole('button', { name: 'Real example 3', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pin 6, real example 3 as its encoder has it' })).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await page.getByRole('link', { name: 'Open in the latent lab' }).click();
  await expect(pad).toBeVisible();
});

test('InfoGAN: a code is varied while the latent is held, held while the latent is walked, and the table leaves as PNG', async ({
  page,
}) => {
  await train(
    page,
    `recipe: infogan\ndataset: { name: stroke-digits, params: { size: 16 } }\nparams: { generatorWidth: 16, discriminatorWidth: 16, features: 8, categories: 3, numbers: 2, batch: 8 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('main').getByRole('link', { name: 'Latents', exact: true }).click();
  await page.getByText('Vary one').click();
  const table = page.getByRole('slider', { name: /^Place in the table of category/ });
  await table.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(table).toHaveAttribute('aria-valuetext', 'pin 2, category 2');
  await page.getByRole('combobox', { name: 'What varies' }).selectOption({ label: 'codes 2' });
  const value = page.getByRole('slider', { name: 'Value of codes 2' });
  await value.focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('slider', { name: /^Place in the table of codes 2/ })).toHaveAttribute(
    'aria-valuetext',
    'pin 2, codes 2 1.50',
  );
  await page.getByRole('combobox', { name: 'Held category' }).selectOption({ label: 'category 3' });
  await expect(page).toHaveURL(/held=p1%3A2|held=p1:2/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Held category' })).toHaveValue('2');
  await page.getByRole('button', { name: 'Save' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Table as PNG' }).click();
  const bytes = readFileSync((await (await saved).path())!);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  await page.getByText('Walk', { exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Held category' })).toHaveValue('2');
  await expect(page.getByRole('slider', { name: 'Place on the walk' })).toBeVisible();
});

test('a sentence and a given picture are conditions like a class', async ({ page }) => {
  await train(
    page,
    `recipe: text-to-picture\ndataset: { name: captioned-shapes, params: { size: 16 } }\nparams: { batch: 4 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('main').getByRole('link', { name: 'Latents', exact: true }).click();
  await page.getByText('Vary one').click();
  const table = page.getByRole('slider', { name: /^Place in the table of sentence/ });
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await expect(table).toHaveAttribute('aria-valuetext', /^pin 1, sentence a (big|small) /);
  await expectAccessible(page);

  await train(
    page,
    `recipe: super-resolution\ndataset: { name: paired-shapes, params: { task: resolution, size: 16 } }\nparams: { batch: 4 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('main').getByRole('link', { name: 'Latents', exact: true }).click();
  // It takes no latent: only what it is made from can be varied.
  await expect(page.getByRole('img', { name: 'What each column is made from' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Walk' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Which picture' }).selectOption({ label: 'picture 20' });
  await expect(page.getByRole('slider', { name: /^Place in the table of picture/ })).toHaveAttribute(
    'aria-valuetext',
    'pin 1, picture picture 20',
  );
  await expectAccessible(page);
});

test('a walk through solids is turned by keys, one through sounds is heard', async ({ page }) => {
  await train(
    page,
    `recipe: gan-3d\ndataset: { name: solids, params: { size: 8 } }\nparams: { generatorWidth: 2, discriminatorWidth: 2, batch: 2 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('main').getByRole('link', { name: 'Latents', exact: true }).click();
  const solid = page.getByRole('img', { name: /step 20; arrow keys turn it/ });
  await expect(solid).toHaveAttribute('data-frame', '0');
  const look = () => solid.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await look();
  await solid.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(look).not.toBe(before);
  await expectAccessible(page);

  await train(
    page,
    `recipe: wavenet\ndataset: { name: tones, params: { length: 64 } }\nparams: { width: 4, skipWidth: 4, levels: 8 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('main').getByRole('link', { name: 'Latents', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Hear wavenet/ })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Twelve sounds as WAV' }).click();
  expect(
    readFileSync((await (await saved).path())!)
      .subarray(0, 4)
      .toString(),
  ).toBe('RIFF');
});

test('codes by UMAP; what was recorded leaves as PNG, GIF and in the report', async ({ page }) => {
  await train(page, `recipe: dann\ndataset: { name: blob-domains }\nparams: { bodyWidth: 8, batch: 8 }\nsteps: 20\n${recording}`);
  await page.getByRole('tab', { name: 'Codes' }).click();
  await page.getByText('UMAP', { exact: true }).click();
  await expect(page.getByText(/UMAP of \d+ principal axes that hold/).first()).toBeVisible();
  await expect(page.getByText('Placing the examples…')).toHaveCount(0);
  await expectAccessible(page);
  for (const [item, magic] of [
    ['Save this step as labelled PNG', 'PNG'],
    ['Save all steps as GIF', 'GIF8'],
  ]) {
    await page.getByRole('button', { name: /^Export and table: Step 20/ }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toContain('-embedding.');
    expect(
      readFileSync((await file.path())!)
        .subarray(0, 5)
        .toString('latin1'),
    ).toContain(magic);
  }
  await page.getByRole('button', { name: 'More for this run' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save report as HTML' }).click();
  const report = readFileSync((await (await saved).path())!, 'utf8');
  expect(report).toContain('<h4>Codes of examples</h4>');
  expect(report).toMatch(/<img alt="Codes of examples at step 20"[^>]*src="data:image\/png;base64,/);
});
