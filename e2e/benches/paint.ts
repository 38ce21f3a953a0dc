import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSeriesList } from '../../shared/query/series-list.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { makeGroupedWorkspace } from '../grouped-workspace.ts';
import { longKey, makeLargeWorkspace } from '../large-workspace.ts';
import { launchBrowser } from '../story.ts';
import { startStudio } from '../studio-process.ts';

const rounds = 5;
const long = { series: 100, points: 1_000_000 };
const many = { runs: 500, groups: 20, points: 1000 };

/** From the question's leaving the page to the canvas with its answer: a chart of a hundred series of a million points. */
export const curvePaint: Bench = {
  name: 'curve.100x1M.paint',
  about: `${long.series} series of ${long.points} points in one chart of an open page: zoomed in and out, from the click to the drawing`,
  run: (print) => onPage(print, makeLong, `curves.12.9.keys=${encodeURIComponent(writeSeriesList(longKeys()))}`, '', 'curve.100x1M.paint'),
};

export const bands500: Bench = {
  name: 'bands.500',
  about: `${many.runs} runs of ${many.points} points in ${many.groups} bands on an open page: zoomed in and out, from the click to the drawing`,
  run: (print) => onPage(print, (folder) => makeGroupedWorkspace(folder, many), 'curves.12.9.keys=w1', '&group=params.lambda', 'bands.500'),
};

function longKeys(): string[] {
  return Array.from({ length: long.series }, (_, index) => longKey(index));
}

function makeLong(folder: string): void {
  makeLargeWorkspace(folder, { runs: 1, params: 10, series: 4, long, whole: { runs: 0, distributions: 0, grids: 0 } });
}

async function onPage(
  print: (row: BenchRow) => void,
  make: (folder: string) => void,
  panels: string,
  more: string,
  name: string,
): Promise<void> {
  if (!existsSync(resolve(import.meta.dirname, '../../out/renderer')))
    throw new Error('The pages are not built: `npm run -s check` or `npm start` builds them into out/renderer.');
  const workspace = mkdtempSync(join(tmpdir(), 'ganymede-bench-'));
  try {
    make(workspace);
    const studio = await startStudio({ workspace });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(studio.address);
      const query = encodeURIComponent('number >= 1');
      await page.goto(new URL(`/compare?query=${query}&panels=${encodeURIComponent(panels)}${more}`, studio.address).href);
      await page.waitForSelector('[data-drawn-at]', { timeout: 120_000 });
      await page.waitForTimeout(3000);
      const taken: number[] = [];
      for (let round = 0; round < rounds; round++) taken.push(await zoomAndBack(page));
      taken.sort((a, b) => a - b);
      const note = `median of ${rounds} zooms out; fastest ${taken[0].toFixed(0)}, slowest ${taken[rounds - 1].toFixed(0)}`;
      print({ name, value: taken[Math.floor(rounds / 2)], unit: 'ms', note });
    } finally {
      await browser.close();
      await studio.stop();
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Zooms into the middle, then shows all again: how long until what the studio answers to that is drawn. */
async function zoomAndBack(page: Page): Promise<number> {
  const box = await page.locator('[data-chart=curves]').boundingBox();
  if (!box) throw new Error('There is no chart on the page.');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.4, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, middle, { steps: 3 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Whole range' }).waitFor();
  await page.waitForTimeout(quiet);
  return page.evaluate(drawnAfterClick, quiet);
}

/** So long nothing is asked or drawn when all is there. */
const quiet = 4000;

/** Runs in the page. The old points stand in the new frame first; the last drawing has what the studio answered. */
async function drawnAfterClick(still: number): Promise<number> {
  const chart = document.querySelector<HTMLElement>('[data-chart=curves]');
  const whole = [...document.querySelectorAll('button')].find((found) => found.textContent === 'Whole range');
  if (!chart || !whole) throw new Error('The page has no chart, or no button that shows all of it.');
  let [drawn, answered, due] = [0, 0, 0];
  const observer = new MutationObserver(() => {
    drawn = performance.now();
  });
  observer.observe(chart, { attributes: true, attributeFilter: ['data-drawn-at'] });
  const ask = window.fetch;
  window.fetch = async (...question) => {
    if (!String(question[0]).startsWith('/api/curves')) return ask(...question);
    due += 1;
    const response = await ask(...question);
    answered = performance.now();
    due -= 1;
    return response;
  };
  const began = performance.now();
  whole.click();
  while (answered === 0 || due > 0 || drawn < answered || performance.now() - drawn < still) {
    if (performance.now() - began > 60_000) throw new Error('The chart was not drawn within a minute.');
    await new Promise((done) => setTimeout(done, 100));
  }
  observer.disconnect();
  window.fetch = ask;
  return drawn - began;
}
