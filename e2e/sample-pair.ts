import { expect, type Page } from '@playwright/test';

export const clipping = 'Sample: weight clipping';
export const penalty = 'Sample: gradient penalty';
/** Steps after which either has recorded a bit of everything, and a checkpoint. */
export const enough = 150;

/** The two sample runs, trained a little, whatever stories came before: each of them can be read, and can fail, alone. */
export async function haveSamplePair(page: Page): Promise<void> {
  if ((await samples(page)).length < 2) await page.evaluate(() => fetch('/api/sample-workspace', { method: 'POST' }));
  await expect
    .poll(
      async () => {
        const runs = await samples(page);
        const failed = runs.find(({ status }) => status === 'failed' || status === 'interrupted');
        if (failed) throw new Error(`${failed.name} is ${failed.status}: ${failed.sentence}`);
        const going = runs.filter(({ status, step }) => status === 'running' && step > enough);
        await page.evaluate(
          (ids) => Promise.all(ids.map((id) => fetch(`/api/runs/${id}/stop`, { method: 'POST' }))),
          going.map(({ id }) => id),
        );
        return runs.filter(({ status }) => status === 'stopped' || status === 'finished').length;
      },
      { timeout: 0, intervals: [1000] },
    )
    .toBe(2);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
}

interface Sample {
  id: string;
  name: string;
  sentence: string | null;
  status: string;
  step: number;
}
function samples(page: Page): Promise<Sample[]> {
  return page.evaluate(async () => {
    const { runs } = (await (await fetch('/api/runs?query=tag:sample')).json()) as { runs: Sample[] };
    return runs;
  });
}
