import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { folderAssets } from '../../app/folder-assets.ts';
import { serve } from '../../app/serve.ts';
import { openStudio, type Studio } from '../../app/studio.ts';
import { tinyConfig } from '../../app/tiny-config.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { BatchEvent, LaunchTrainer, TrainerEvent } from '../../shared/trainer-protocol.ts';
import { launchBrowser } from '../story.ts';
import type { Bench, BenchRow } from '../bench.ts';

const seriesCount = 20;
const perSecond = 100;
const batchMilliseconds = 50;
const seconds = 12;
const histories = [0, 200_000, 1_000_000];
const keys = Array.from({ length: seriesCount }, (_, i) => `live/${String(i + 1).padStart(2, '0')}`);

/**
 * From the moment a measurement is taken to the moment the open chart has drawn it: a stand-in for the trainer posts 20 series at
 * 100 points a second through recorder, store, event stream, HTTP and ECharts. The trainer's own process boundary is not in it.
 */
export const live: Bench = {
  name: 'live.p95',
  about: `${seriesCount} series at ${perSecond} points a second in one open chart, with up to a million points before`,
  run: async (print) => {
    for (const history of histories) await measure(history, print);
  },
};

async function measure(history: number, print: (row: BenchRow) => void): Promise<void> {
  const pages = resolve(import.meta.dirname, '../../out/renderer');
  if (!existsSync(pages)) throw new Error('The pages are not built: `npm run -s check` or `npm start` builds them into out/renderer.');
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-live-'));
  const feed = openFeed(history);
  const studio = openStudio({ workspace: join(folder, 'workspace'), launchTrainer: feed.launch, assets: folderAssets(pages) });
  const served = await serve({ studio, port: 0 });
  const browser = await launchBrowser();
  try {
    const run = await startRun(studio);
    await feed.caughtUp;
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(served.address);
    const panels = `curves.12.14.${encodeURIComponent(`keys=${keys.join(',')}`)}`;
    await page.goto(new URL(`/compare?runs=${run}&panels=${encodeURIComponent(panels)}`, served.address).href);
    await page.waitForSelector('[data-drawn-step]', { timeout: 60_000 });
    await page.waitForTimeout(2000);
    const drawn = await watch(page, seconds * 1000);
    const waits = pointWaits(drawn);
    if (waits.length < seconds * perSecond * 0.5) throw new Error(`Only ${waits.length} points reached the chart in ${seconds} s.`);
    print({
      name: history === Math.max(...histories) ? 'live.p95' : `live.p95.after${history}`,
      value: at(waits, 0.95),
      unit: 'ms',
      note: `${history} points before; p50 ${at(waits, 0.5).toFixed(0)}, largest ${at(waits, 1).toFixed(0)}; ${drawn.length} drawings of ${waits.length} points`,
    });
  } finally {
    feed.end();
    await browser.close();
    await served.close();
    await studio.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startRun(studio: Studio): Promise<string> {
  const body = JSON.stringify({ config: tinyConfig({ steps: 100_000_000 }), start: 'now' });
  const response = await studio.fetch(
    new Request('http://localhost/api/runs', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
  );
  if (!response.ok) throw new Error(`The run was refused: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** A stand-in for a trainer that measures and does nothing else. Times are the clock's: what the chart draws is compared with them. */
function openFeed(history: number): { launch: LaunchTrainer; caughtUp: Promise<void>; end(): void } {
  let caughtUp = () => {};
  let stop = () => {};
  const ready = new Promise<void>((done) => {
    caughtUp = done;
  });
  const launch: LaunchTrainer = () => {
    let tell = (_event: TrainerEvent) => {};
    let leave = (_exit: { code: number | null; signal: string | null; stderr: string }) => {};
    let step = 0;
    let batch = 0;
    let timer: ReturnType<typeof setInterval> | undefined;
    const before = history / seriesCount;
    const send = (times: number[]) => {
      batch += 1;
      tell(batchOf(batch, step, times));
      step += times.length;
    };
    const train = () => {
      let last = Date.now();
      timer = setInterval(() => {
        const now = Date.now();
        const count = Math.floor(((now - last) * perSecond) / 1000);
        if (count > 0) send(Array.from({ length: count }, (_, i) => last + ((i + 1) * 1000) / perSecond));
        last += (count * 1000) / perSecond;
      }, batchMilliseconds);
    };
    const fill = () => {
      const from = Date.now() - before * 10 - 1000;
      const count = Math.min(2000, before - step);
      if (count <= 0) {
        caughtUp();
        train();
      } else send(Array.from({ length: count }, (_, i) => from + (step + i) * 10));
    };
    stop = () => {
      clearInterval(timer);
      leave({ code: 0, signal: null, stderr: '' });
    };
    setTimeout(() => tell({ type: 'hello', pid: process.pid }), 0);
    return {
      pid: process.pid,
      onEvent: (listen) => {
        tell = listen;
      },
      onExit: (listen) => {
        leave = listen;
      },
      kill: () => stop(),
      post: (order) => {
        if (order.type === 'train') {
          tell({ type: 'ready', environment, step: 0 });
          fill();
        }
        if (order.type === 'acknowledge' && timer === undefined) setTimeout(fill, 0);
        if (order.type === 'stop') {
          tell({ type: 'ended', as: 'stopped', step, sentence: 'Stopped.' });
          stop();
        }
      },
    };
  };
  return { launch, caughtUp: ready, end: () => stop() };
}

const environment = {
  backend: 'cpu',
  device: 'a stand-in',
  node: process.version,
  platform: process.platform,
  cpu: '',
  cores: 1,
  memoryBytes: 0,
  tfjs: '',
  code: '',
};

function batchOf(batch: number, step: number, times: number[]): BatchEvent {
  const measurements = times.map((_, i): Measurement => {
    const at = step + i;
    return {
      type: 'points',
      step: at,
      values: Object.fromEntries(keys.map((key, k) => [key, Math.sin(at / (50 + k)) + k / 4 + Math.random() / 5])),
    };
  });
  return {
    type: 'batch',
    batch,
    times: Float64Array.from(times),
    measurements,
    progress: { step: step + times.length - 1, stepsPerSecond: perSecond, tensors: 0, tensorBytes: 0 },
  };
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
    for (let time = drawn[i].time; time > drawn[i - 1].time; time -= 1000 / perSecond) waits.push(drawn[i].at - time);
  }
  return waits.sort((a, b) => a - b);
}
function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
