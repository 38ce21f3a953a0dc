import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { encode } from 'fast-png';
import { unzipSync } from 'fflate';
import { readSafetensors } from '../../shared/safetensors.ts';
import { askExport } from '../../shared/api/studio.ts';
import { catalogue } from '../../app/engine/catalogue.ts';
import { exportFile } from '../../app/export-source.ts';
import { seedWorkspace } from '../../app/seed.ts';
import { openStore } from '../../app/store/open-store.ts';
import type { Store } from '../../app/store/store.ts';
import type { Interop } from '../interop.ts';

interface Said {
  scalars: Record<string, [step: number, time: number, value: string][]>;
  histograms: Record<string, [step: number, rows: number[][]][]>;
  images: Record<string, [step: number, hashes: string[]][]>;
  hparams: Record<string, unknown>;
}

/** Event files that Ganymede wrote, in TensorBoard's own readers. */
export const tensorboard: Interop = {
  name: 'tensorboard',
  about: 'runs exported as event files; TensorBoard’s readers find every point, histogram and picture, and the config',
  packages: ['tensorboard', 'numpy'],
  async run(python, print) {
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-interop-'));
    const store = openStore({ folder: ':memory:', now: () => 1.7e12 });
    try {
      const [run] = seedWorkspace(store, { runs: 2, seed: 5, whole: 1 });
      const values = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-45, 0.1);
      const step = Float64Array.of(0, 1, 2, 2 ** 33, 2 ** 33 + 1);
      store.series.append(run, 'odd', { step, time: step.map(() => 1.7e12), value: values });
      await writeLog(store, run, folder);
      const script = resolve(import.meta.dirname, 'tensorboard_reader.py');
      const said: Record<string, Said> = JSON.parse(execFileSync(python, [script, folder], { encoding: 'utf8', maxBuffer: 1 << 28 }));
      const [read] = Object.values(said);
      const wrong = differences(store, run, read);
      for (const sentence of wrong) print(`DIFFERS ${sentence}`);
      const counts = [read.scalars, read.histograms, read.images].map((kind) =>
        Object.values(kind).reduce((sum, { length }) => sum + length, 0),
      );
      if (wrong.length === 0)
        print(
          `agrees  ${counts[0]} points, ${counts[1]} histograms, ${counts[2]} sets of pictures, ${Object.keys(read.hparams).length} hyperparameters`,
        );
      return wrong.length;
    } finally {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function writeLog(store: Store, run: string, folder: string): Promise<void> {
  const never = () => Promise.reject(new Error('An event file needs nothing of it.'));
  const parts = {
    store,
    catalogue: catalogue('interop', []),
    now: () => 1.7e12,
    printPdf: never,
    wholeCheckpoint: never,
    architecture: () => null,
  };
  const { content } = await exportFile(parts, askExport.parse({ to: 'tensorboard', runs: [run] }));
  for (const [name, bytes] of Object.entries(unzipSync(await new Response(content as Uint8Array<ArrayBuffer>).bytes()))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

function differences(store: Store, run: string, read: Said): string[] {
  const wrong: string[] = [];
  const expectEqual = (what: string, found: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(found, wanted))
      wrong.push(`${what}: ${JSON.stringify(found)?.slice(0, 200)} for ${JSON.stringify(wanted).slice(0, 200)}`);
  };
  for (const { key } of store.series.list(run)) {
    const points = [...store.series.points(run, key)].map(({ step, time, value }) => [step, time / 1000, Math.fround(value)]);
    expectEqual(
      key,
      read.scalars[key]?.map(([step, time, value]) => [step, time, numberOf(value)]),
      points,
    );
  }
  for (const { key, count } of store.distributions.keys(run)) {
    const rows = store.distributions.read({ run, key, count }).map(({ step, distribution: { counts } }) => [step, [...counts]]);
    const found = read.histograms[key]?.map(([step, buckets]) => [step, buckets.map(([, , of]) => of)]);
    expectEqual(key, found, rows);
  }
  for (const { probe, kind } of store.samples.probes(run)) {
    const samples = store.samples.list(run, probe);
    if (kind !== 'pictures')
      expectEqual(
        probe,
        read.images[probe]?.map(([step]) => step),
        samples.map(({ step }) => step),
      );
    else
      expectEqual(
        probe,
        read.images[probe],
        samples.map(({ id, step }) => [step, pictureHashes(store, id)]),
      );
  }
  const { recipe, seed, params } = store.runs.get(run)!.config;
  for (const [key, value] of Object.entries({ recipe, seed, ...params })) expectEqual(key, read.hparams[key], value);
  return wrong;
}

function pictureHashes(store: Store, id: number): string[] {
  const { shape, data } = readSafetensors(store.samples.read(id)).tensors.pixels;
  const [count, height, width, channels] = shape;
  const size = height * width * channels;
  return Array.from({ length: count }, (_, at) => {
    const png = encode({
      width,
      height,
      channels: channels as 1 | 3,
      depth: 8,
      data: Uint8Array.from(data.subarray(at * size, (at + 1) * size)),
    });
    return createHash('sha256').update(png).digest('hex');
  });
}

/** As Python writes floats. */
function numberOf(text: string): number {
  return Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
}
