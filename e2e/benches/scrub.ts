import type { Page } from '@playwright/test';
import type { Bench, BenchRow } from '../bench.ts';
import { launchBrowser } from '../story.ts';
import { askStudio, startStudio } from '../studio-process.ts';

const pins = 28;
const framesBetween = 24;
const frames = (pins - 1) * framesBetween + 1;
/** Wishes a second: more than must be drawn. */
const wishes = 60;

/**
 * The walk of the Latents page, dragged by its slider from end to end through places that nothing has generated before. A
 * picture counts once, when the canvas has painted it and the browser starts the frame after.
 */
export const scrub: Bench = {
  name: 'scrub.28px.wasm',
  about: `pictures a second from the slider to the screen, 28 pixels, ${wishes} wishes a second, each for a picture that is new`,
  async run(print) {
    const studio = await startStudio();
    const browser = await launchBrowser();
    try {
      const checkpoint = await trainBriefly(studio.address);
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(studio.address);
      const seeds = Array.from({ length: pins }, (_, i) => `s${i + 1}`).join();
      await page.goto(new URL(`/latents?checkpoints=${checkpoint}&pins=${seeds}`, studio.address).href);
      await page.locator('canvas[data-frame="0"]').waitFor({ timeout: 60_000 });
      await page.waitForTimeout(2000);
      report(await drag(page), print);
    } finally {
      await browser.close();
      await studio.stop();
    }
  },
};

async function trainBriefly(address: string): Promise<number> {
  const config = {
    recipe: 'wgan-gp',
    dataset: { name: 'stroke-digits', params: { size: 28 } },
    backend: 'wasm',
    steps: 3,
    recording: { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 3 },
  };
  const { id } = await askStudio<{ id: string }>(address, '/api/runs', { config, start: 'now' });
  for (;;) {
    const { run, checkpoints } = await askStudio<{ run: { status: string }; checkpoints: { id: number }[] }>(address, `/api/runs/${id}`);
    const last = checkpoints.at(-1);
    if (run.status === 'finished' && last) return last.id;
    if (['failed', 'interrupted', 'stopped'].includes(run.status)) throw new Error(`The run ended as ${run.status}.`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

interface Dragged {
  /** The first time that each place was wished for, and was on the screen; the page's milliseconds. */
  wished: [frame: number, time: number][];
  drawn: [frame: number, time: number][];
}

/** A hand on the slider's thumb, from the first pin to the last. */
async function drag(page: Page): Promise<Dragged> {
  const thumb = page.getByRole('slider', { name: 'Place on the walk' });
  const track = await thumb.locator('xpath=..').boundingBox();
  const start = await thumb.boundingBox();
  if (!track || !start) throw new Error('The slider is not on the page.');
  await page.evaluate(observe);
  const y = start.y + start.height / 2;
  const left = start.x + start.width / 2;
  await page.mouse.move(left, y);
  await page.mouse.down();
  const began = Date.now();
  const moves: Promise<void>[] = [];
  for (let i = 1; i < frames; i += 1) {
    // Not awaited one by one: a move is answered only after a frame, and a hand does not wait for the screen.
    moves.push(page.mouse.move(left + (track.width * i) / (frames - 1), y));
    const early = began + (i * 1000) / wishes - Date.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
  }
  await Promise.all(moves);
  await page.waitForTimeout(500);
  await page.mouse.up();
  return page.evaluate(() => (window as unknown as { dragged: Dragged }).dragged);
}

/** In the page: when the hand moved to a place, and when its picture was there. */
function observe(): void {
  const dragged: Dragged = { wished: [], drawn: [] };
  (window as unknown as { dragged: Dragged }).dragged = dragged;
  const thumb = document.querySelector<HTMLElement>('[role="slider"][aria-label="Place on the walk"]');
  const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-frame]');
  if (!thumb || !canvas) throw new Error('Slider or canvas is not there.');
  let moved = 0;
  const note = (event: Event) => {
    moved = event.timeStamp;
  };
  for (const name of ['mousemove', 'pointermove', 'mousedown', 'pointerdown']) document.addEventListener(name, note, true);
  const [hasWished, hasDrawn] = [new Set<number>(), new Set<number>([Number(canvas.dataset.frame)])];
  new MutationObserver(() => {
    const frame = Number(thumb.getAttribute('aria-valuenow'));
    if (hasWished.has(frame)) return;
    hasWished.add(frame);
    dragged.wished.push([frame, moved]);
  }).observe(thumb, { attributes: true, attributeFilter: ['aria-valuenow'] });
  new MutationObserver(() => {
    const frame = Number(canvas.dataset.frame);
    if (hasDrawn.has(frame)) return;
    hasDrawn.add(frame);
    requestAnimationFrame(() => dragged.drawn.push([frame, performance.now()]));
  }).observe(canvas, { attributes: true, attributeFilter: ['data-frame'] });
}

function report({ wished, drawn }: Dragged, print: (row: BenchRow) => void): void {
  if (wished.length < 100 || drawn.length < 2) throw new Error(`Only ${wished.length} places were wished for and ${drawn.length} drawn.`);
  const begin = wished[0][1];
  const seconds = (drawn[drawn.length - 1][1] - begin) / 1000;
  const bySecond = Array.from(
    { length: Math.floor(seconds) },
    (_, i) => drawn.filter(([, time]) => Math.floor((time - begin) / 1000) === i).length,
  );
  const times = new Map(wished);
  const waits = drawn.flatMap(([frame, time]) => (times.has(frame) ? time - times.get(frame)! : [])).sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))];
  print({
    name: 'scrub.28px.wasm',
    value: drawn.length / seconds,
    unit: 'pictures/s',
    note: `${drawn.length} different pictures of ${wished.length} wishes in ${seconds.toFixed(1)} s; fewest in a second ${Math.min(...bySecond)}`,
  });
  print({ name: 'scrub.28px.wasm.p95', value: at(0.95), unit: 'ms', note: `from the hand to the screen; p50 ${at(0.5).toFixed(0)}` });
}
