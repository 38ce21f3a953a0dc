import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encode } from 'fast-png';
import type { Bench } from '../bench.ts';
import type { FolderReport } from '../train-on-folder.ts';

const pictures = 200_000;
const perFolder = 20_000;
const side = 32;
const different = 1000;
/** Seconds. */
const trained = 40;
const run = promisify(execFile);

/**
 * A folder of 200,000 small PNGs, made here: opened for the first time, trained on while nothing is decoded yet, opened again by a process
 * of its own as every trainer is, and trained on again.
 */
export const folder200k: Bench = {
  name: 'folder.200k',
  about: `a folder of ${pictures} PNGs of ${side} × ${side}: to the first batch of 64, and the share of a 28-px DCGAN's time in which it waits for pictures`,
  async run(print) {
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-folder-'));
    try {
      makePictures(join(folder, 'pictures'));
      const train = async (seconds: number): Promise<FolderReport> => {
        const script = join(import.meta.dirname, '..', 'train-on-folder.ts');
        const env = { ...process.env, GANYMEDE_DATA: join(folder, 'data') };
        const { stdout } = await run(process.execPath, [script, join(folder, 'pictures'), String(seconds)], { env });
        return JSON.parse(stdout.trim().split('\n').at(-1)!) as FolderReport;
      };
      const first = await train(trained);
      const again = await train(trained);
      const share = ({ waiting, training }: FolderReport) => (100 * waiting) / training;
      const drawn = ({ drawing, training, drawingShare }: FolderReport) =>
        `drawing as a whole ${((100 * drawing) / training).toFixed(1)} %, ${(100 * drawingShare).toFixed(1)} % of the main thread's CPU`;
      const cpu = ({ openCpu }: FolderReport) => `${openCpu.toFixed(1)} s of CPU`;
      const memory = ({ memory: [from, to] }: FolderReport) => `${from} MB after the first step, ${to} MB after the last`;
      const said = (report: FolderReport) =>
        `${drawn(report)}; ${report.steps} steps in ${report.training.toFixed(0)} s; ${memory(report)}`;
      print({ name: 'folder.200k.open', value: again.open, unit: 's', note: `${cpu(again)}; ${again.examples} trained on` });
      print({ name: 'folder.200k.open.first', value: first.open, unit: 's', note: cpu(first) });
      print({ name: 'folder.200k.wait', value: share(first), unit: '%', note: `while each is decoded for the first time; ${said(first)}` });
      print({ name: 'folder.200k.wait.again', value: share(again), unit: '%', note: said(again) });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Gradients whose slopes and colour come from their number; so many that differ, each as often as needed. */
function makePictures(folder: string): void {
  const made = Array.from({ length: different }, (_, at) => picture(at));
  for (let at = 0; at < pictures; at += 1) {
    const below = join(folder, String(Math.floor(at / perFolder)));
    if (at % perFolder === 0) mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `${at}.png`), made[at % different]!);
  }
}

function picture(at: number): Uint8Array {
  const data = new Uint8Array(side * side * 3);
  for (let pixel = 0; pixel < side * side; pixel += 1) {
    const level = (at * 7 + (pixel % side) * (1 + (at % 5)) + Math.floor(pixel / side) * (1 + (at % 3))) % 256;
    data.fill(level, 3 * pixel, 3 * pixel + 2);
    data[3 * pixel + 2] = at % 256;
  }
  return encode({ width: side, height: side, data, channels: 3 });
}
