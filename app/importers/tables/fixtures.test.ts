import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Desk } from '../../importer.ts';
import { readAll } from '../reading/read-in-test.ts';
import { tables } from '../tables.ts';

/** Written by the tools themselves (some after their documentation); `expected.json` is what pandas reads of each. */
const fixtures = join(import.meta.dirname, 'fixtures');
const { files } = JSON.parse(readFileSync(join(fixtures, 'expected.json'), 'utf8')) as {
  files: Record<string, { columns?: string[]; data?: unknown[][] }>;
};
const read = (name: string, columns: Desk['columns'] = {}) => readAll(tables, join(fixtures, name), { columns } as Desk);
const pairs = (points: { step: number; value: number }[] | undefined) => points?.map(({ step, value }) => [step, value]);

/** Tables with a series a column; pandas takes what is empty for NaN, which is none here. */
const wide: [name: string, step: string, time?: string][] = [
  ['csv/bom-crlf.csv', 'step'],
  ['csv/tabs.tsv', 'iter'],
  ['keras-csv/training-tsv.csv', 'epoch'],
  ['lightning-csv/lightning_logs/version_0/metrics.csv', 'step'],
  ['ultralytics/results-8.1.csv', 'epoch'],
  ['ultralytics/results-8.4.csv', 'epoch'],
  ['wandb-export/history.csv', '_step', '_timestamp'],
];

describe('every figure of every column is what pandas reads', () => {
  it.each(wide)('%s', async (name, step, time) => {
    const { columns, data } = files[name] as { columns: string[]; data: unknown[][] };
    const plain = columns.map((column) => column.trim());
    const [run] = await read(name);
    for (const [at, column] of plain.entries()) {
      if (column === step || column === time || column.startsWith('Unnamed')) continue;
      const wanted = data.flatMap((row) => (typeof row[at] === 'number' ? [[Number(row[plain.indexOf(step)]), row[at]]] : []));
      const said = pairs(run.points.get(column))?.filter(([, value]) => Number.isFinite(value));
      expect(said ?? [], column).toEqual(wanted);
    }
    if (time !== undefined) expect([...run.points.values()][0][1].time).toBe(Number(data[1][plain.indexOf(time)]) * 1000);
  });
});

it('quotes, line breaks in them, and all that stands for nothing, NaN or infinity', async () => {
  const [run] = await read('csv/quoted.csv');
  expect(pairs(run.points.get('loss, critic'))).toEqual([
    [0, 0.5],
    [1, Number.NaN],
    [2, Number.NaN],
    [4, 0.001],
  ]);
  expect(pairs(run.points.get('a "quoted" name'))).toEqual([
    [0, 1],
    [1, Number.POSITIVE_INFINITY],
    [2, Number.POSITIVE_INFINITY],
    [4, 5],
  ]);
  expect(pairs(run.points.get('text'))).toEqual([
    [1, Number.NEGATIVE_INFINITY],
    [4, -0],
  ]);
  expect(run.leftOut).toEqual([{ what: 'words in the column text', why: expect.any(String) }]);
});

it('a header in the middle is none of the rows, and one may be missing', async () => {
  const [twice] = await read('csv/twice-the-header.csv');
  expect(pairs(twice.points.get('loss'))).toEqual([
    [0, 1],
    [1, 0.5],
    [2, 0.25],
  ]);
  const [bare] = await read('csv/no-header.csv');
  expect(pairs(bare.points.get('column 2'))).toEqual([
    [0, 0.5],
    [1, 0.25],
    [2, 0.125],
  ]);
  const [counted] = await read('csv/no-header.csv', { step: 'column 2' });
  expect(pairs(counted.points.get('column 1'))).toEqual([
    [0.5, 0],
    [0.25, 1],
    [0.125, 2],
  ]);
});

it('JSON lines: nested names, NaN as Python writes it, a last line that is not whole', async () => {
  const [run] = await read('jsonl/metrics.jsonl');
  expect(run.points.get('train.loss')).toHaveLength(20);
  expect(run.points.get('train.loss')![1]).toEqual({ step: 1, time: 1700000001000, value: 0.5 });
  const [odd] = await read('jsonl/python-nan.jsonl');
  expect(pairs(odd.points.get('loss'))).toEqual([
    [0, 1],
    [1, Number.NaN],
    [2, Number.POSITIVE_INFINITY],
    [3, Number.NEGATIVE_INFINITY],
    [4, 2],
  ]);
  const [cut] = await read('jsonl/cut.jsonl');
  expect(pairs(cut.points.get('loss'))).toEqual([
    [0, 1],
    [1, 0.5],
  ]);
});

it('a row that is half written, between quotes or not, costs neither itself nor a later one', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ganymede-table-')), 'log.csv');
  onTestFinished(() => rmSync(dirname(file), { recursive: true, force: true }));
  const head = 'step,words,loss\n0,"a",1\n';
  const rest = '1,"b ""c""\nd, e",2\n2,"f",3\n';
  for (let cut = 0; cut <= rest.length; cut += 1) {
    writeFileSync(file, head + rest.slice(0, cut));
    const [run] = await readAll(tables, file, { columns: {} } as Desk);
    let losses = pairs(run.points.get('loss'))!;
    writeFileSync(file, head + rest);
    const [found] = (await tables.look(file, { columns: {} } as Desk))!.runs;
    for await (const part of tables.read(found, run.position, {} as Desk)) {
      if (part.type === 'cut') losses = [];
      if (part.type === 'points' && part.key === 'loss') losses.push(...Array.from(part.step, (step, at) => [step, part.value[at]]));
    }
    const wanted = [0, 1, 2].map((step) => [step, step + 1]);
    expect(losses, `cut at ${cut}`).toEqual(wanted);
  }
});

it('TensorBoard’s downloads: one run of all its series, CSV or JSON, steps beyond 2³¹', async () => {
  const runs = new Map((await read('tensorboard-download')).map((run) => [run.name, run]));
  expect([...runs.keys()].sort()).toEqual(['odd-values-and-steps', 'wgan-run']);
  const odd = runs.get('odd-values-and-steps')!;
  const wanted = files['tensorboard-download/run-odd-values-and-steps-tag-big.csv'].data!;
  expect(odd.points.get('big')).toEqual(wanted.map(([time, step, value]) => ({ step, time: Number(time) * 1000, value })));
  const [json] = await read('tensorboard-download/run-odd-values-and-steps-tag-odd.json');
  expect(json.points.get('odd')).toEqual(odd.points.get('odd'));
  expect(
    odd.points
      .get('odd')!
      .slice(0, 3)
      .map(({ value }) => value),
  ).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
});

it('W&B’s chart: one run for each, with what it says of least and most', async () => {
  const runs = await read('wandb-export/wandb_export_chart.csv');
  expect(runs.map(({ name }) => name)).toEqual(['wgan-gp 0', 'clip, 1']);
  const { data } = files['wandb-export/wandb_export_chart.csv'];
  expect(pairs(runs[0].points.get('loss/critic'))).toEqual(data!.map((row) => [row[0], row[1]]));
  const known = data!.filter((row) => typeof row[6] === 'number');
  expect(known.length).toBeLessThan(data!.length);
  expect(pairs(runs[1].points.get('loss/critic__MAX'))).toEqual(known.map((row) => [row[0], row[6]]));
});

it('transformers’ state: its history, several rows a step, and what stands beside it', async () => {
  const [run] = await read('hf-trainer');
  const { log_history: history } = JSON.parse(readFileSync(join(fixtures, 'hf-trainer/trainer_state.json'), 'utf8'));
  for (const key of ['loss', 'epoch', 'eval_loss']) {
    const wanted = history.filter((row: Record<string, number>) => key in row).map((row: Record<string, number>) => [row.step, row[key]]);
    expect(pairs(run.points.get(key))).toEqual(wanted);
  }
  expect(run.params).toMatchObject({ global_step: 12 });
});

it('Keras’ log is the same with commas or tabs, and its epochs begin again where it was appended to', async () => {
  const [[commas], [tabs]] = [await read('keras-csv/training.csv'), await read('keras-csv/training-tsv.csv')];
  expect(commas.points).toEqual(tabs.points);
  expect(commas.points.get('loss')!.map(({ step }) => step)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});

it('Aim: a figure a row, its series told by name and context', async () => {
  const name = 'aim-out/34fcdc67d0de48baa772561c.csv';
  const [run] = await read(name);
  const wanted = files[name].data!.filter((row) => row[3] === 'loss' && String(row[4]).includes('train'));
  expect(pairs(run.points.get('loss/train'))).toEqual(wanted.map((row) => [row[0], row[5]]));
  expect(run.points.get('loss/train')![0].time).toBe(Date.parse('2026-11-30T12:43:49.065Z'));
  expect(pairs(run.points.get('odd'))).toEqual([[0, Number.NaN]]);
});

it('Lightning’s params lie beside its table, and its folder is its name', async () => {
  const runs = await read('lightning-csv');
  expect(runs.map(({ name }) => name)).toEqual(['lightning_logs/version_0', 'lightning_logs/version_1']);
  expect(Object.keys(runs[0].params).length).toBeGreaterThan(0);
});

it('runs that lie in one file share its bytes', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ganymede-table-')), 'log.csv');
  onTestFinished(() => rmSync(dirname(file), { recursive: true, force: true }));
  writeFileSync(file, `run,step,loss\n${['a', 'b', 'c', 'd'].map((run) => `${run},0,1\n`).join('')}`);
  const found = (await tables.look(file, { columns: {} } as Desk))!;
  const share = Math.ceil(statSync(file).size / 4);
  expect(found.runs.map(({ bytes }) => bytes)).toEqual([share, share, share, share]);
  for (const { parts } of await readAll(tables, file, { columns: {} } as Desk)) expect(parts.at(-1)).toMatchObject({ bytes: share });
});
