import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bench, BenchRow } from '../bench.ts';
import { loadKeys, loadPerSecond } from '../load.ts';
import { launchBrowser } from '../story.ts';
import { askStudio, startStudio } from '../studio-process.ts';

const seconds = 12;
const histories = [0, 200_000, 1_000_000];

/**
 * From the moment a measurement is taken to the moment the open chart has drawn it: a process that stands in for the trainer
 * posts 20 series at 100 points a second to a studio of its own process, and on through recorder, store, event stream, HTTP
 * and ECharts.
 */
export const live: Bench = {
  name: 'live.p95',
  about: `${loadKeys.length} series at ${loadPerSecond} points a second in one open chart, with up to a million points before`,
  run: async (print) => {
    for (const history of histories) await measure(history, print);
  },
};

async function measure(history: number, print: (row: BenchRow) => void): Promise<void> {
  const pages = resolve(import.meta.dirname, '../../out/renderer');
  if (!existsSync(pages)) throw new Error('The pages are not built: `npm run -s check` or `npm start` builds them into out/renderer.');
  const studio = await startStudio({ load: history });
  const browser = await launchBrowser();
  try {
    const run = await startRun(studio.address, history);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(studio.address);
    const panels = `curves.12.14.${encodeURIComponent(`keys=${loadKeys.join(',')}`)}`;
    await page.goto(new URL(`/compare?runs=${run}&panels=${encodeURIComponent(panels)}`, studio.address).href);
    await page.waitForSelector('[data-drawn-step]', { timeout: 60_000 });
    await page.waitForTimeout(2000);
    const drawn = await watch(page, seconds * 1000);
    const waits = pointWaits(drawn);
    if (waits.length < seconds * loadPerSecond * 0.5) throw new Error(`Only ${waits.length} points reached the chart in ${seconds} s.`);
    print({
      name: history === Math.max(...histories) ? 'live.p95' : `live.p95.after${history}`,
      value: at(waits, 0.95),
      unit: 'ms',
      note: `${history} points before; p50 ${at(waits, 0.5).toFixed(0)}, largest ${at(waits, 1).toFixed(0)}; ${drawn.length} drawings of ${waits.length} points`,
    });
  } finally {
    await browser.close();
    await studio.stop();
  }
}

/** Returns once everything before is recorded. */
async function startRun(address: string, history: number): Promise<string> {
  const config = { recipe: 'wgan', dataset: 'ring8', backend: 'cpu', steps: 100_000_000 };
  const { id } = await askStudio<{ id: string }>(address, '/api/runs', { config, start: 'now' });
  for (;;) {
    const { run } = await askStudio<{ run: { step: number; status: string } }>(address, `/api/runs/${id}`);
    if (run.step > history / loadKeys.length) return id;
    if (run.status === 'failed') throw new Error('The run failed.');
    await new Promise((done) => setTimeout(done, 200));
  }
}

interface Drawn {
  /** Of the newest point on the screen, and when it was there; unix milliseconds. */
  time: number;
  at: number;
}
/** Every drawing of the chart, as the chart itself notes it after ECharts has rendered. */
function watch(page: Page, milliseconds: number): Promise<Drawn[]> {
  return page.evaluate(async (duration) => {
    const chart = document.querySelector<HTMLElement>('[data-drawn-step]');
    const list: { time: number; at: number }[] = [];
    if (!chart) return list;
    const observer = new MutationObserver(() => list.push({ time: Number(chart.dataset.drawnTime), at: Number(chart.dataset.drawnAt) }));
    observer.observe(chart, { attributes: true, attributeFilter: ['data-drawn-at'] });
    await new Promise((done) => setTimeout(done, duration));
    observer.disconnect();
    return list;
  }, milliseconds);
}

/** How long each point waited: to the first drawing that has it. */
function pointWaits(drawn: Drawn[]): number[] {
  const waits: number[] = [];
  for (let i = 1; i < drawn.length; i += 1) {
    for (let time = drawn[i].time; time > drawn[i - 1].time; time -= 1000 / loadPerSecond) waits.push(drawn[i].at - time);
  }
  return waits.sort((a, b) => a - b);
}
function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
