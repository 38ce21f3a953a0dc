import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCli } from '../cli-in-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-cli-tables-'));
const { ganymede } = openCli(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a preview says what the columns of a table are taken for, and the user says otherwise before anything is written', async () => {
  writeFileSync(join(folder, 'seeds.csv'), 'seed,batch,epoch,loss\n1,0,0,5\n2,0,0,6\n1,1,0,4\n2,1,0,5\n');
  const seen = await ganymede('import', 'seeds.csv', '--preview');
  expect(seen.stdout).toMatch(/^1 run found(.|\n)+CSV: step batch; it has seed, batch, epoch, loss\n/);
  const taken = await ganymede('import', 'seeds.csv', '--run', 'seed', '--step', 'epoch', '--json');
  expect(taken.result).toMatchObject({ ok: true, import: { runs: { added: 2 }, counts: { points: 8, series: 2 } } });
  expect(taken.lines[0].runs[0].table.columns).toEqual({ step: 'epoch', time: null, run: 'seed', series: null, value: null });
  const refused = await ganymede('import', 'seeds.csv', '--step', 'stepp');
  expect([refused.code === 0, refused.stderr]).toEqual([
    false,
    expect.stringMatching(/has no column stepp\. It has seed, batch, epoch, loss\./),
  ]);
});
