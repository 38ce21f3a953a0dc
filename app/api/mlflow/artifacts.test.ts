import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStudio, type Studio } from '../../studio.ts';

let folder: string;
let objects: string;
let studio: Studio;
let run: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-artifacts-'));
  objects = join(folder, 'objects');
  studio = opened();
  const body = JSON.stringify({ experiment_id: '0' });
  const request = new Request('http://127.0.0.1:5000/api/2.0/mlflow/runs/create', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  run = ((await (await studio.fetch(request)).json()) as { run: { info: { run_id: string } } }).run.info.run_id;
});
afterEach(async () => {
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

function opened(): Studio {
  return openStudio({
    workspace: folder,
    startQueued: false,
    launchTrainer: () => {
      throw new Error('Nothing is trained here.');
    },
  });
}

async function ask(method: string, path: string, body?: Uint8Array): Promise<{ status: number; bytes: Uint8Array }> {
  const address = `http://127.0.0.1:5000/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/${path}`;
  const response = await studio.fetch(new Request(address, { method, body: body as Uint8Array<ArrayBuffer> }));
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
}
const put = async (path: string, body: Uint8Array) => (await ask('PUT', path, body)).status;
const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const read = async <Answer>(path: string) => (await (await studio.fetch(new Request(`http://x/api/runs/${run}/${path}`))).json()) as Answer;
const samples = () => read<{ probe: string; step: number; shapes: { pixels: number[] }; object: string }[]>('samples');

function picture(width: number, height: number, red: number): Uint8Array {
  const data = new Uint8Array(3 * width * height);
  data.fill(red, 0, 1);
  return encode({ width, height, data, channels: 3 });
}
const pictureName = (step: number, id: number) => `images/grid+step+${step}+timestamp+1+id-${id}.png`;

it('what is written over or deleted gives its room back, while nothing else is of the same bytes', async () => {
  const [first, second] = [new Uint8Array(100_000).fill(1), new Uint8Array(200_000).fill(2)];
  expect([await put('table.json', first), await put('copy.json', first)]).toEqual([200, 200]);
  expect(filesIn(objects)).toHaveLength(1);
  expect(await put('table.json', second)).toBe(200);
  expect(filesIn(objects)).toHaveLength(2);
  expect((await ask('GET', 'copy.json')).bytes).toEqual(first);
  expect(await put('copy.json', second)).toBe(200);
  expect(filesIn(objects)).toHaveLength(1);
  await ask('DELETE', 'table.json');
  expect((await ask('GET', 'copy.json')).bytes).toEqual(second);
  await ask('DELETE', 'copy.json');
  expect(filesIn(objects)).toEqual([]);
  for (const id of [1, 2, 3]) expect(await put(pictureName(0, id), picture(200, 200, id))).toBe(200);
  const [{ shapes, object }] = await samples();
  expect(shapes.pixels).toEqual([3, 200, 200, 3]);
  expect(filesIn(objects)).toEqual([object.slice(2)]);
});

it('an upload that was cut off, or could not be kept, leaves nothing', async () => {
  const content = new Uint8Array(100_000).fill(3);
  const hash = createHash('sha256').update(content).digest('hex');
  mkdirSync(objects, { recursive: true });
  writeFileSync(join(objects, hash.slice(0, 2)), 'no folder');
  expect(await put('model.bin', content)).toBeGreaterThanOrEqual(500);
  expect(filesIn(join(objects, 'uploads'))).toEqual([]);
  await studio.close();
  mkdirSync(join(objects, 'uploads'), { recursive: true });
  writeFileSync(join(objects, 'uploads', 'half'), 'cut off by a kill');
  studio = opened();
  expect(filesIn(objects)).toEqual([hash.slice(0, 2)]);
});

it('a picture for which its step has no room is a file alone', async () => {
  const [one, other] = [picture(3000, 1000, 1), picture(3000, 1000, 2)];
  expect([await put(pictureName(0, 1), one), await put(pictureName(0, 2), other)]).toEqual([200, 200]);
  expect((await samples()).map(({ shapes }) => shapes.pixels)).toEqual([[1, 1000, 3000, 3]]);
  for (let width = 1; width <= 22; width += 1) expect(await put(pictureName(7, width), picture(width, 1, 9))).toBe(200);
  expect((await samples()).filter(({ step }) => step === 7)).toHaveLength(20);
  expect(await read('artifacts')).toHaveLength(24);
});

it('a picture whose sample is away is kept as a file, and the client is told so', async () => {
  expect(await put(pictureName(3, 1), picture(200, 200, 1))).toBe(200);
  const [{ object }] = await samples();
  rmSync(join(objects, object.slice(0, 2), object.slice(2)));
  expect(await put(pictureName(3, 2), picture(200, 200, 2))).toBe(200);
  expect(await read('artifacts')).toHaveLength(2);
});
