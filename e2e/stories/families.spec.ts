import { expect, expectAccessible, test, train } from '../story.ts';

const recording = 'recording: { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 20 }';

test('a VAE: input beside reconstruction under a wipe, the map of its plane, its codes', async ({ page }) => {
  await train(
    page,
    `recipe: vae\ndataset: { name: stroke-digits, params: { size: 16 } }\nparams: { encoderWidth: 32, decoderWidth: 32 }\nsteps: 40\n${recording}`,
  );
  await page.getByRole('tab', { name: 'Side by side' }).click();
  await expect(page.getByRole('img', { name: /rows of input, reconstruction/ })).toBeVisible();
  await page.getByText('Two over each other').click();
  const wipe = page.getByRole('slider', { name: 'Where the wipe stands' });
  await wipe.focus();
  const before = await wipe.getAttribute('aria-valuenow');
  await page.keyboard.press('ArrowRight');
  expect(await wipe.getAttribute('aria-valuenow')).not.toBe(before);
  await page.getByText('Map of the latent plane').click();
  await expect(page.getByRole('figure', { name: 'Map of the latent plane' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('figure', { name: 'Map of the latent plane' })).toBeVisible();

  await page.getByRole('tab', { name: 'Codes' }).click();
  await expect(page.getByRole('figure', { name: /^Step 40/ })).toBeVisible();
  await page.getByRole('button', { name: '3', exact: true }).click();
  await expect(page.getByRole('button', { name: '3', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await expectAccessible(page);
});

test('two domains: there, back and the partner side by side; the form offers what the recipe takes', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'New run' }).click();
  await page.getByRole('textbox', { name: 'Find a recipe' }).fill('cycle');
  await page.getByRole('button', { name: /^CycleGAN/ }).click();
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('shape-domains');
  await expect(page.getByRole('img', { name: 'Examples of Two domains of shapes' })).toBeVisible();
  await expectAccessible(page);
  await train(
    page,
    `recipe: cyclegan\ndataset: { name: shape-domains, params: { size: 16 } }\nparams: { translatorWidth: 4, discriminatorWidth: 4, batch: 2 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('tab', { name: 'Side by side' }).click();
  await expect(page.getByRole('img', { name: /rows of a, a → b, a → b → a, b, b → a, b → a → b/ })).toBeVisible();
});

test('one value after another: the picture is unfolded by hand, with what was predicted', async ({ page }) => {
  await train(
    page,
    `recipe: pixelcnn\ndataset: { name: markov-texture, params: { size: 8 } }\nparams: { width: 4, blockDepth: 1, batch: 4 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('tab', { name: 'One by one' }).click();
  await expect(page.getByText(/64 of 64 values drawn, [\d.]+ bits so far/)).toBeVisible();
  const place = page.getByRole('slider', { name: 'Values drawn' });
  await place.focus();
  await page.keyboard.press('Home');
  await expect(page.getByText(/0 of 64 values drawn, 0 bits so far/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('predicted for value 2')).toBeVisible();
  await expectAccessible(page);
});

test('solids are turned by keys, sounds are drawn, captions are told from the truth', async ({ page }) => {
  await train(
    page,
    `recipe: gan-3d\ndataset: { name: solids, params: { size: 8 } }\nparams: { generatorWidth: 2, discriminatorWidth: 2, batch: 2 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('tab', { name: 'Solids' }).click();
  const solids = page.getByRole('img', { name: /solids of .* arrow keys turn them/ });
  await solids.focus();
  const before = await solids.getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  await expect(solids).not.toHaveAttribute('aria-label', before!);
  await expectAccessible(page);

  await train(
    page,
    `recipe: wavenet\ndataset: { name: tones, params: { length: 64 } }\nparams: { width: 4, skipWidth: 4, levels: 8 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('tab', { name: 'Sound' }).click();
  await expect(page.getByRole('img', { name: /sound 1: waveform and spectrogram/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Play .*sound 1/ })).toBeVisible();
  await expectAccessible(page);

  await train(
    page,
    `recipe: captioning\ndataset: { name: captioned-shapes, params: { size: 16 } }\nparams: { memory: 8, eyeWidth: 16 }\nsteps: 20\n${recording}`,
  );
  await page.getByRole('tab', { name: 'Captions' }).click();
  await expect(page.getByText(/\d+ of 24 sentences word for word/)).toBeVisible();
  await expectAccessible(page);
});
