import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '@fast-check/vitest';
import { afterAll, expect, it } from 'vitest';
import { StudioError } from '../../../shared/errors.ts';
import type { Desk, RunPart } from '../../importer.ts';
import { expectSense, fuzzTimes, mutated } from '../reading/mutate-in-test.ts';
import { readAll, told } from '../reading/read-in-test.ts';
import { tables } from '../tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-mutated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fixtures = join(import.meta.dirname, 'fixtures');
const sources = [
  'csv/quoted.csv',
  'lightning-csv/lightning_logs/version_0/metrics.csv',
  'jsonl/metrics.jsonl',
  'hf-trainer/trainer_state.json',
  'wandb-export/wandb_export_chart.csv',
];

async function read(file: string, position: unknown = null, columns: Desk['columns'] = {}): Promise<RunPart[]> {
  const parts: RunPart[] = [];
  const desk = { columns } as Desk;
  for (const run of (await tables.look(file, desk))?.runs ?? [])
    for await (const part of tables.read(run, position, desk)) parts.push(part);
  return parts;
}

it('mutated tables are read to their end or refused in a sentence that names the file', async () => {
  const changed = fc
    .constantFrom(...sources)
    .chain((name) => mutated([readFileSync(join(fixtures, name))]).map((bytes) => ({ name, bytes })));
  await fc.assert(
    fc.asyncProperty(changed, async ({ name, bytes }) => {
      const file = join(folder, name.split('/').at(-1)!);
      writeFileSync(file, bytes);
      try {
        const parts = await read(file);
        if (parts.length > 0) expectSense(parts, bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(StudioError);
        expect((error as Error).message).toContain(file);
      }
    }),
    { numRuns: fuzzTimes },
  );
});

it('what a spreadsheet writes is what is read: any names and figures, any delimiter', async () => {
  const file = join(folder, 'any.csv');
  const text = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', '"', ',', '\n', 'é', ' ', '\t', '字') });
  const rows = fc.array(fc.tuple(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.double()), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(text, rows, fc.constantFrom(',', '\t'), async (name, given, delimiter) => {
      const column = `x${name}y`;
      const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
      const lines = [['step', column], ...given.map(([step, value]) => [step, Object.is(value, -0) ? '-0' : value])];
      writeFileSync(file, lines.map((cells) => cells.map(quoted).join(delimiter)).join('\n'));
      const { points } = told(await read(file));
      expect(points.get(column)?.map(({ step, value }) => [step, value])).toEqual(given);
    }),
    { numRuns: fuzzTimes },
  );
});

it('a table that grows is read on; one whose last row was half written, or whose header changed, is read anew', async () => {
  const file = join(folder, 'grows.csv');
  writeFileSync(file, 'step,loss\n0,1\n1,0.5\n');
  const first = told(await read(file));
  appendFileSync(file, '2,0.2');
  const second = told(await read(file, first.position));
  expect(second.points.get('loss')).toEqual([{ step: 2, time: 0, value: 0.2 }]);
  appendFileSync(file, '5\n3,0.1\n');
  const third = told(await read(file, second.position));
  expect(third.parts[0]).toEqual({ type: 'cut', from: Number.NEGATIVE_INFINITY });
  expect(third.points.get('loss')!.map(({ value }) => value)).toEqual([1, 0.5, 0.25, 0.1]);
  writeFileSync(file, 'step,loss,accuracy\n0,1,\n1,0.5,\n2,0.25,\n3,0.1,\n4,0.05,0.9\n');
  const fourth = told(await read(file, third.position));
  expect([fourth.parts[0].type, fourth.points.get('loss')!.length, fourth.points.get('accuracy')!.length]).toEqual(['cut', 5, 1]);
});

it('the user says which column is what: one run a value, another step, none', async () => {
  const file = join(folder, 'seeds.csv');
  writeFileSync(file, 'seed,batch,epoch,loss\n1,0,0,5\n2,0,0,6\n1,1,0,4\n2,1,0,5\n');
  const runs = await readAll(tables, file, { columns: { run: 'seed', step: 'epoch' } } as Desk);
  expect(runs.map(({ name, points }) => [name, points.get('loss')!.map(({ step, value }) => [step, value])])).toEqual([
    [
      '1',
      [
        [0, 5],
        [0, 4],
      ],
    ],
    [
      '2',
      [
        [0, 6],
        [0, 5],
      ],
    ],
  ]);
  const [counted] = await readAll(tables, file, { columns: { step: null } } as Desk);
  expect(counted.points.get('loss')!.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  await expect(tables.look(file, { columns: { step: 'stepp' } } as Desk)).rejects.toThrow(
    `${file} has no column stepp. It has seed, batch, epoch, loss.`,
  );
});

it('of transformers’ checkpoints the last has all of the history', async () => {
  const root = join(folder, 'output');
  for (const step of [500, 1000]) {
    mkdirSync(join(root, `checkpoint-${step}`), { recursive: true });
    const history = [500, 1000].filter((at) => at <= step).map((at) => ({ step: at, loss: 1 / at }));
    writeFileSync(join(root, `checkpoint-${step}`, 'trainer_state.json'), JSON.stringify({ log_history: history }));
  }
  const found = await tables.look(root, {} as Desk);
  expect(found!.runs.map(({ name, source }) => [name, source])).toEqual([['output', join(root, 'checkpoint-1000/trainer_state.json')]]);
  expect(found!.leftOut).toHaveLength(1);
});

it('a row without end takes no memory, and is named', async () => {
  const file = join(folder, 'endless.csv');
  writeFileSync(file, `step,loss\n0,1\n1,"${'x'.repeat(12_000_000)}\n2,0.5\n`);
  const { leftOut, points } = told(await read(file));
  expect(points.get('loss')![0].value).toBe(1);
  expect(leftOut[0]).toMatchObject({ what: `byte 14 of ${file}`, why: expect.stringMatching(/longer than 4 MB/) });
});
