import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Change } from '../../shared/api/studio.ts';
import { recordOf } from '../../shared/tf-record.ts';
import { eventOf, fileOf } from '../importers/tensorboard/write-in-test.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { type Imports, openImports } from './imports.ts';

const fixtures = join(import.meta.dirname, '../importers/tensorboard/fixtures');

let folder: string;
let logs: string;
let store: Store;
let imports: Imports;
let heard: { run: string | null; kinds: Change['kinds'] }[];
let listeners: (() => void)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-imports-'));
  logs = join(folder, 'logs');
  mkdirSync(logs);
  open();
});
afterEach(async () => {
  await imports.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): void {
  heard = [];
  listeners = [];
  store = openStore({ folder: join(folder, 'workspace'), now: Date.now });
  imports = openImports({
    store,
    now: Date.now,
    announce(change) {
      heard.push(change);
      for (const listen of listeners) listen();
    },
  });
}

async function reopen(): Promise<void> {
  await imports.close();
  store.close();
  open();
}

/** Resolves when something has changed so that it holds. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      listeners.splice(listeners.indexOf(look), 1);
      resolve();
    };
    listeners.push(look);
    look();
  });
}

async function take(...paths: string[]) {
  return imports.settled(imports.start({ paths }).id);
}

function values(run: string, key: string): [number, number][] {
  return [...store.series.points(run, key)].map(({ step, value }) => [step, value]);
}

function write(name: string, bytes: Uint8Array): string {
  const file = join(logs, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}
const scalars = (from: number, to: number, offset = 0) =>
  Array.from({ length: to - from }, (_, at) => ({
    step: from + at,
    time: 1_700_000_000 + from + at,
    scalars: { loss: from + at + offset },
  }));
const runs = () => store.runs.list({ sort: 'number', order: 'ascending' }).runs;

const sentences = (run: string) =>
  store.log
    .list(run, 0, 100)
    .map(({ sentence }) => sentence)
    .join();

it('an imported run is a run: in the list, found by its config, sorted by its figures, with all that was logged', async () => {
  const state = await take(join(fixtures, 'torch-basic'), join(fixtures, 'lightning'), join(fixtures, 'tf2-basic'));
  expect(state).toMatchObject({ state: 'done', runs: { found: 7, done: 7, added: 7, continued: 0 } });
  expect(state.bytes.read).toBe(state.bytes.of);
  const [torch] = runs().filter(({ name }) => name === 'torch-basic');
  expect(torch).toMatchObject({
    status: 'finished',
    config: { recipe: 'outside', dataset: { name: 'outside' } },
    origin: { importer: 'tensorboard', title: 'TensorBoard', source: join(fixtures, 'torch-basic') },
    environment: null,
    parent: null,
  });
  expect(store.distributions.keys(torch.id).map(({ key }) => key)).toContain('critic.0.weight');
  const [{ distribution }] = store.distributions.read({ run: torch.id, key: 'bins given', count: 1 });
  expect([...distribution.edges!, ...distribution.counts]).toEqual([0, 2, 5, 9, 2, 3, 5]);
  const kinds = Object.fromEntries(store.samples.probes(torch.id).map(({ probe, kind }) => [probe, kind]));
  expect(kinds).toMatchObject({ 'im/CHW': 'pictures', snd: 'sound', 'note/text_summary': 'text' });
  expect(store.samples.list(torch.id, 'im/CHW')[0].shapes).toEqual({ pixels: [1, 6, 4, 3] });
  expect(state.leftOut.map(({ why }) => why)).toEqual(expect.arrayContaining(['Meshes have no place here.', 'It holds no data.']));
  expect(store.log.list(torch.id, 0, 100).map(({ sentence }) => sentence)).toContain(
    'Left out: pr. Precision-recall curves have no place here.',
  );
  const [lightning] = store.runs.list({ query: 'version_0', sort: 'last:val/w1' }).runs;
  expect(lightning.config.params).toEqual({ lr: 0.001, latent: 4, betas: '(0.5, 0.9)', name: 'toy' });
  expect(store.runs.list({ sort: 'params.lr', limit: 2 }).runs.map(({ config }) => config.params.lr)).toEqual([0.001, 0.001]);
  const [tf] = runs().filter(({ name }) => name === 'tf2-basic');
  expect(tf.step).toBe(2 ** 40);
  expect(values(tf.id, 'odd/values').map(([, value]) => value)).toEqual([Number.NaN, Infinity, -Infinity, Math.fround(0.1)]);
  expect(store.samples.list(tf.id, 'samples').map(({ shapes }) => shapes.pixels)).toEqual([
    [3, 6, 5, 3],
    [4, 6, 5, 3],
  ]);
  expect(store.samples.list(tf.id, 'grid')[0]).toMatchObject({ kind: 'table', meta: { columns: ['1', '2'] } });
});

it('steps beyond 2³¹, below 0, repeated and back are kept in the order they came', async () => {
  await take(join(fixtures, 'odd-values-and-steps'));
  const [{ id }] = runs();
  const expected = JSON.parse(readFileSync(join(fixtures, 'odd-values-and-steps', 'expected.json'), 'utf8')).runs['.'].tags;
  for (const key of ['unsorted', 'big', 'negative', 'many in one', 'no time']) {
    expect(values(id, key), key).toEqual(expected[key].points.map(([step, , value]: unknown[]) => [Number(step), Number(value)]));
  }
});

it('the first start of a run takes back nothing, as in TensorBoard; the next one takes back what it says it does', async () => {
  await take(join(fixtures, 'tbx-restart'));
  const [{ id, step }] = runs();
  expect(step).toBe(15);
  const { tags } = JSON.parse(readFileSync(join(fixtures, 'tbx-restart', 'expected.json'), 'utf8')).runs['.'];
  for (const key of ['loss', 'other']) {
    expect(values(id, key), key).toEqual(tags[key].points.map(([at, , value]: number[]) => [at, value]));
  }
  expect(sentences(id)).toMatch(/started again at step 6: .+ kept/);

  const file = write('a/events.out.tfevents.1', fileOf([{ step: 0, isStart: true }, ...scalars(0, 5)]));
  await take(logs);
  appendFileSync(file, fileOf([{ step: 3, isStart: true }, ...scalars(3, 6, 50)]));
  await take(logs);
  const [, again] = runs();
  expect(values(again.id, 'loss').map(([, value]) => value)).toEqual([0, 1, 2, 53, 54, 55]);
  expect(sentences(again.id)).toMatch(/started again at step 3: .+ purged/);
});

it('adding again adds what has come since and nothing twice, from whatever folder above, and after a restart', async () => {
  const file = write('exp/a/events.out.tfevents.1', fileOf(scalars(0, 5)));
  expect((await take(join(logs, 'exp'))).runs).toMatchObject({ added: 1 });
  appendFileSync(file, recordOf(eventOf(scalars(5, 6)[0])));
  expect((await take(logs)).runs).toMatchObject({ found: 1, added: 0, continued: 1 });
  await reopen();
  write('exp/a/events.out.tfevents.2', fileOf(scalars(6, 8)));
  await take(join(logs, 'exp', 'a'));
  expect(runs()).toHaveLength(1);
  expect(values(runs()[0].id, 'loss')).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((at) => [at, at]));
  expect(runs()[0].name).toBe('a');
});

it('a truncated tail waits for its rest', async () => {
  const whole = fileOf(scalars(0, 3));
  const file = write('a/events.out.tfevents.1', whole.subarray(0, -7));
  expect((await take(logs)).leftOut).toEqual([]);
  expect(values(runs()[0].id, 'loss')).toHaveLength(2);
  writeFileSync(file, whole);
  await take(logs);
  expect(values(runs()[0].id, 'loss')).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
});

it('a file that was written anew is read anew, shorter or longer', async () => {
  write('a/events.out.tfevents.1', fileOf(scalars(0, 9)));
  await take(logs);
  for (const count of [2, 30]) {
    write('a/events.out.tfevents.1', fileOf(scalars(0, count, 50)));
    await take(logs);
    expect(values(runs()[0].id, 'loss')).toEqual(Array.from({ length: count }, (_, at) => [at, 50 + at]));
  }
  expect(sentences(runs()[0].id)).toMatch(/is another file than the one that was read before/);
});

it.skipIf(process.platform === 'win32')(
  'hparams.yaml is read when it comes, and what lies in its place and is no file keeps nothing waiting',
  async () => {
    const file = write('a/events.out.tfevents.1', fileOf(scalars(0, 2)));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(logs, 'a', 'hparams.yaml')]);
    await take(logs);
    expect(runs()[0].config.params).toEqual({});
    rmSync(join(logs, 'a', 'hparams.yaml'));
    write('a/hparams.yaml', Buffer.from('lr: 0.5'));
    appendFileSync(file, recordOf(eventOf(scalars(2, 3)[0])));
    await take(logs);
    expect(runs()[0].config.params).toEqual({ lr: 0.5 });
  },
);

it('a corrupt record is named with its file and place, in the report and in the log of its run', async () => {
  const state = await take(join(fixtures, 'odd-corrupt'));
  const places = state.leftOut.map(({ what, why }) => `${what}: ${why}`);
  expect(places).toHaveLength(4);
  for (const place of places) expect(place).toMatch(/^byte 212 of .+tfevents.+: .+\.$/);
  const [data] = runs().filter(({ name }) => name === 'data');
  expect(store.log.list(data.id, 0, 9)[0].sentence).toMatch(/^Left out: byte 212 of .+checksum/);
});

it('a preview says what was found and what not, and writes nothing', async () => {
  write('other/events.out.tfevents.1', fileOf(scalars(0, 5)));
  const before = readdirSync(join(folder, 'workspace')).sort();
  const seen = await imports.preview({ paths: [logs, join(fixtures, 'torch-basic')] });
  expect(seen.runs[0]).toMatchObject({ name: 'other', importer: 'tensorboard', holds: { series: 1, points: 5 }, known: null });
  expect(seen.leftOut.map(({ what }) => what)).toContain('mesh_VERTEX');
  expect([runs().length, readdirSync(join(folder, 'workspace')).sort()]).toEqual([0, before]);
  await take(logs);
  expect((await imports.preview({ paths: [logs] })).runs[0].known).toBe(runs()[0].id);
  await expect(imports.preview({ paths: [join(folder, 'workspace')] })).rejects.toThrow(/Nothing at .+ can be imported.+TensorBoard/);
});

it('cancelled, nothing of what was new stays, and a killed studio drops it when it is opened again', async () => {
  for (let run = 0; run < 40; run += 1) write(`run-${run}/events.out.tfevents.1`, fileOf(scalars(0, 400)));
  const { id } = imports.start({ paths: [logs] });
  await until(() => imports.get(id).counts.points > 0);
  expect(runs()).toEqual([]);
  expect(await imports.cancel(id)).toMatchObject({ state: 'cancelled', runs: { found: 40 } });
  expect(runs()).toEqual([]);
  const killed = store.imports.create({
    name: 'half',
    origin: { importer: 'tensorboard', title: 'TensorBoard', source: logs, key: 'half' },
  })!;
  await reopen();
  expect(store.runs.get(killed)).toBeNull();
  expect((await take(logs)).runs).toMatchObject({ added: 40 });
  expect(runs().every(({ step }) => step === 399)).toBe(true);
});

it('a watched folder: new points, files and runs come in as they are written, and ending the watch keeps them', async () => {
  const file = write('a/events.out.tfevents.1', fileOf(scalars(0, 2)));
  const { id } = imports.start({ paths: [logs], watch: true });
  await imports.settled(id);
  expect(imports.get(id).state).toBe('watching');
  const [run] = runs();
  const tail = recordOf(eventOf(scalars(2, 3)[0]));
  appendFileSync(file, tail.subarray(0, 9));
  appendFileSync(file, tail.subarray(9));
  await until(() => values(run.id, 'loss').length === 3);
  write('a/events.out.tfevents.2', fileOf(scalars(3, 4)));
  write('b/deep/events.out.tfevents.1', fileOf(scalars(0, 7)));
  await until(() => values(run.id, 'loss').length === 4 && runs().length === 2 && values(runs()[1].id, 'loss').length === 7);
  expect(heard.filter((change) => change.run === run.id).flatMap(({ kinds }) => kinds)).toContain('points');
  expect(await imports.cancel(id)).toMatchObject({ state: 'done' });
  expect(runs().map(({ name }) => name)).toEqual(['a', 'b/deep']);
});

it('an empty folder is watched until something is logged there', async () => {
  const { id } = imports.start({ paths: [logs], watch: true });
  await imports.settled(id);
  expect(imports.get(id)).toMatchObject({ state: 'watching', runs: { found: 0 } });
  mkdirSync(join(logs, 'later', 'run'), { recursive: true });
  write('later/run/events.out.tfevents.1', fileOf(scalars(0, 3)));
  await until(() => runs().length === 1 && values(runs()[0].id, 'loss').length === 3);
});

it('a removed run that is added again comes back whole', async () => {
  const file = write('a/events.out.tfevents.1', fileOf(scalars(0, 2)));
  await take(logs);
  const [{ id }] = runs();
  store.runs.remove(id);
  appendFileSync(file, recordOf(eventOf(scalars(2, 3)[0])));
  await take(logs);
  expect([runs()[0].id, values(id, 'loss').length]).toEqual([id, 3]);
});

it('large files beside a run are moved into the workspace, and nothing is left of them when it goes', () => {
  const incoming = join(folder, 'copied');
  writeFileSync(incoming, 'x'.repeat(100_000));
  const run = store.imports.create({ name: 'with file', origin: { importer: 'other', title: 'Other', source: '/', key: '1' } })!;
  const hash = 'ab'.repeat(32);
  store.imports.take(run, [{ type: 'artifact', path: 'model.bin', bytes: 100_000, content: { hash, file: incoming } }]);
  const kept = join(folder, 'workspace', 'objects', hash.slice(0, 2), hash.slice(2));
  expect([existsSync(kept), existsSync(incoming)]).toEqual([true, false]);
  while (store.imports.drop());
  expect(existsSync(kept)).toBe(false);
});

it('two imports of one folder do not double it', async () => {
  cpSync(join(fixtures, 'tf2-hparams'), join(logs, 'twice'), { recursive: true });
  const states = await Promise.all([take(logs), take(logs)]);
  expect(runs()).toHaveLength(3);
  expect(states.flatMap(({ state }) => state)).toEqual(['done', 'done']);
});

it('who adds a run that another import takes in or watches is told so, and gets it when that one has ended', async () => {
  const file = write('a/events.out.tfevents.1', fileOf(scalars(0, 2)));
  const { id } = imports.start({ paths: [logs], watch: true });
  await imports.settled(id);
  const second = imports.start({ paths: [logs], watch: true });
  const seen = await imports.settled(second.id);
  expect(seen.leftOut).toEqual([{ what: join(logs, 'a'), why: 'Another import is taking it in at this moment.', count: 1 }]);
  const [run] = runs();
  appendFileSync(file, recordOf(eventOf(scalars(2, 3)[0])));
  const [growing, third] = await Promise.all([until(() => values(run.id, 'loss').length > 2), take(logs)]);
  expect([growing, third.runs]).toMatchObject([undefined, { found: 1, added: 0, continued: 0 }]);
  store.runs.remove(run.id);
  await take(logs);
  expect(runs()).toHaveLength(1);
  await imports.cancel(id);
  appendFileSync(file, recordOf(eventOf(scalars(3, 4)[0])));
  await until(() => values(run.id, 'loss').length > 3);
  write('b/events.out.tfevents.1', fileOf(scalars(0, 2)));
  await until(() => runs().length === 2);
  expect(values(run.id, 'loss').map(([step]) => step)).toEqual([0, 1, 2, 3]);
  expect(imports.get(second.id)).toMatchObject({ runs: { found: 2, added: 1, continued: 1 }, leftOut: [{ count: 1 }] });
  const { bytes } = imports.get(second.id);
  expect(bytes.read).toBe(bytes.of);
});

it('a cancelled import takes nothing from under another that copies files', async () => {
  const copying = join(folder, 'workspace', 'objects', 'imports', 'another');
  mkdirSync(copying, { recursive: true });
  store.imports.create({ name: 'half', origin: { importer: 'other', title: 'Other', source: '/', key: '1' } });
  while (store.imports.drop());
  expect(existsSync(copying)).toBe(true);
  await reopen();
  expect(existsSync(copying)).toBe(false);
});

it('an import that failed says so and takes nothing more', async () => {
  for (let run = 0; run < 20; run += 1) write(`run-${run}/events.out.tfevents.1`, fileOf(scalars(0, 3000)));
  const { take: real } = store.imports;
  let calls = 0;
  store.imports.take = (...given) => {
    calls += 1;
    if (calls === 2) throw new Error('The disk is full.');
    real(...given);
  };
  const state = await take(logs);
  expect([state.state, state.sentence, calls, runs()]).toEqual(['failed', 'The disk is full.', 2, []]);
});

it('a link in circles, or a folder that is gone, hides nothing else', async () => {
  write('a/events.out.tfevents.1', fileOf(scalars(0, 2)));
  symlinkSync('round', join(logs, 'round'));
  const { id } = imports.start({ paths: [logs], watch: true });
  const { leftOut, runs: counted } = await imports.settled(id);
  expect([counted.found, leftOut]).toMatchObject([1, [{ what: join(logs, 'round'), why: expect.stringContaining('ELOOP') }]]);
  rmSync(logs, { recursive: true });
  await until(() => imports.get(id).leftOut.length > 1);
  write('b/events.out.tfevents.1', fileOf(scalars(0, 2)));
  await until(() => runs().length === 2);
  expect([imports.get(id).state, imports.get(id).leftOut.filter(({ count }) => count > 1)]).toEqual(['watching', []]);
});
