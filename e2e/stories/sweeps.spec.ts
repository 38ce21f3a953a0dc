import { expect, expectAccessible, test } from '../story.ts';

const plan = `name: Depths
base:
  dataset: ring8
  steps: 30
  recording: { metricsEvery: 30, featuresEvery: 0, samplesEvery: 0, distributionsEvery: 0 }
variants:
  gan: { recipe: gan-non-saturating }
  penalty: { recipe: wgan-gp }
vary:
  params.judgeDepth: { values: [1, DEPTH] }
`;

test('a sweep: a wrong plan is told by its key, a right one is trained, and its table says who kept the bar', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Sweeps' }).click();
  await expect(page.getByRole('heading', { name: 'Many runs from one plan' })).toBeVisible();
  await page.getByRole('link', { name: 'Write a plan' }).click();
  const editor = page.getByRole('textbox', { name: 'Plan of the sweep as YAML' });

  await editor.fill(plan.replace('DEPTH', '-2'));
  await expect(page.getByRole('alert')).toContainText('at params.judgeDepth = -2 makes no sense');
  await expect(page.getByRole('button', { name: /^Queue/ })).toBeDisabled();

  await editor.fill(plan.replace('DEPTH', '2'));
  await expect(page.getByRole('button', { name: 'Queue 4 runs' })).toBeEnabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Queue 4 runs' }).click();

  await expect(page.getByText('4 of 4 ended')).toBeVisible();
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1).getByRole('link')).toHaveText([/^\d/, /^\d/]);
  await page.getByRole('textbox', { name: 'The bar' }).fill('1000');
  await expect(page.getByText('both', { exact: true }).locator('..')).toContainText('2');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'The bar' })).toHaveValue('1000');
  await expectAccessible(page);
  await rows.nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/runs\//);
});

test('successive halving: the form writes the plan, the page says who went on from each rung, and it is stopped and resumed', async ({
  page,
}) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Sweeps' }).click();
  await page.getByRole('link', { name: 'New sweep' }).click();
  const editor = page.getByRole('textbox', { name: 'Plan of the sweep as YAML' });
  await editor.fill(`name: Rates
base:
  recipe: wgan
  dataset: ring8
  steps: 40
  backend: wasm
  recording: { metricsEvery: 5, featuresEvery: 0, samplesEvery: 0, distributionsEvery: 0 }
vary:
  params.criticRate: { values: [0.0001, 0.0005, 0.001, 0.005] }
`);
  await page.getByRole('combobox', { name: 'Schedule' }).click();
  await page.getByRole('option', { name: 'successive halving' }).click();
  await expect(page.getByRole('alert')).toContainText('max is 40; it takes more than min, which is 100');
  await page.getByRole('textbox', { name: 'First rung' }).fill('10');
  await page.getByRole('textbox', { name: 'One goes on of' }).fill('2');
  await expect(editor).toContainText('kind: asha');
  await expect(page.getByText('They rest at step 10, 20')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Queue 4 runs' }).click();

  await page.getByRole('button', { name: 'Stop what is left' }).click();
  await expect(page.getByText('It was stopped: nobody goes on until it is resumed.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText(/of 160 steps trained: \d+ % were saved/)).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'step 10 4 came, 2 went on' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'step 20 2 came, 1 went on' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'step 40 1 came' })).toBeVisible();
  const best = page.getByRole('table').getByRole('row').nth(1);
  await expect(best.getByRole('cell', { name: 'went on' })).toHaveCount(2);
  await expect(best.getByRole('cell', { name: 'trained to the end' })).toHaveCount(1);
  await expectAccessible(page);
  await best.getByRole('link').click();
  await expect(page).toHaveURL(/\/runs\//);
});

const population = (knob: string) => `name: Population
base:
  recipe: wgan
  dataset: ring8
  steps: 20
  backend: wasm
  recording: { metricsEvery: 5, featuresEvery: 0, samplesEvery: 0, distributionsEvery: 0 }
vary:
  ${knob}
`;

test('a population: a generation ends with a fork of the best in place of the worst, seen in its lineage and by its params', async ({
  page,
}) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Sweeps' }).click();
  await page.getByRole('link', { name: 'New sweep' }).click();
  const editor = page.getByRole('textbox', { name: 'Plan of the sweep as YAML' });
  await editor.fill(population('params.criticWidth: { values: [16, 32, 64] }'));
  await page.getByRole('combobox', { name: 'Schedule' }).click();
  await page.getByRole('option', { name: 'population-based training' }).click();
  await page.getByRole('textbox', { name: 'Every … steps' }).fill('10');
  await expect(page.getByRole('alert')).toContainText('A population keeps its networks while it trains');
  await editor.fill(
    `${population('params.criticRate: { values: [0.0001, 0.0005, 0.001] }')}schedule: { kind: pbt, metric: w1, interval: 10 }`,
  );
  await expect(page.getByText('All train to step 20; after 10 the worst are replaced')).toBeVisible();
  await page.getByRole('button', { name: 'Queue 3 runs' }).click();

  await expect(page.getByRole('figure', { name: 'Lineage of 3 members over 2 generations, with 1 fork' })).toBeVisible();
  await expect(page.getByText('over', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: /step 20: [\d.]+, forked/ })).toHaveCount(1);
  await expect(page.getByRole('cell', { name: 'replaced by a fork of another' })).toHaveCount(1);
  await expect(page.getByRole('cell', { name: /from #\d+/ })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('link', { name: /step 20: [\d.]+, forked/ }).click();
  await expect(page).toHaveURL(/\/runs\//);
});
